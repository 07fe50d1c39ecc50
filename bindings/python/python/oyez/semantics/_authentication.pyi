# SPDX-License-Identifier: MIT OR Apache-2.0
"""Authentication."""

from datetime import datetime
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez import FieldsLike
from oyez.fields import Algorithm, BasicChallenge, DigestChallenge, OctetsLike
from oyez.semantics._kinds import Asker, AuthConfirmation, AuthNext, AuthVerdict

__all__ = [
    "AuthAsked",
    "AuthUser",
    "DigestGuard",
    "NonceWindow",
    "auth_check_basic",
    "auth_choose",
    "auth_in_basic_space",
    "auth_in_digest_space",
    "auth_is_same",
    "auth_next",
    "auth_status",
    "digest_confirm",
    "write_digest_answer",
]

@final
class AuthUser:
    """A user, and what proves it: the password, or what digest_secret() told."""

    def __new__(
        cls, name: OctetsLike, password: OctetsLike | None = None, *, secret: OctetsLike | None = None
    ) -> Self: ...
    @property
    def name(self) -> bytes:
        """The name."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class AuthAsked:
    """What credentials are given for."""

    __match_args__: ClassVar[tuple[Literal["method"], Literal["target"], Literal["content"]]]
    def __new__(cls, method: str, target: OctetsLike, content: OctetsLike | None = None) -> Self: ...
    @property
    def method(self) -> str:
        """The method."""
    @property
    def target(self) -> bytes:
        """The request target, as it is sent."""
    @property
    def content(self) -> bytes | None:
        """What digest_hash() told of the content, where that is known."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class NonceWindow:
    """Memory for so many nonces: which of their counts were used (RFC 7616, 3.4)."""

    def __new__(cls, nonces: int, /) -> Self: ...

@final
class DigestGuard:
    """What stands guard over a protection space, by Digest (RFC 7616)."""

    def __new__(
        cls,
        realm: OctetsLike,
        key: OctetsLike,
        algorithm: Algorithm,
        *,
        tag: OctetsLike | None = None,
        domain: OctetsLike | None = None,
        lifetime: int = 300,
        auth: bool = True,
        auth_int: bool = False,
        is_utf8: bool = True,
        userhash: bool = False,
    ) -> Self: ...
    @property
    def realm(self) -> bytes:
        """The protection space."""
    def write_challenge(self, salt: int, time: datetime | None = None, *, stale: bool = False) -> bytes:
        """Writes a challenge, with a new nonce. No other nonce of that time may have its salt."""
    def check(
        self,
        fields: FieldsLike,
        user: AuthUser | None,
        request: AuthAsked,
        now: datetime | None = None,
        window: NonceWindow | None = None,
        *,
        asker: Asker = ...,
    ) -> AuthVerdict:
        """Checks the Digest credentials of a request. user is the one that they name; None if there is no such user,
        which takes as long. Without a window, credentials are good as long as their nonce is.
        """
    def write_info(
        self,
        fields: FieldsLike,
        user: AuthUser,
        content: OctetsLike | None = None,
        next_salt: int | None = None,
        time: datetime | None = None,
        *,
        asker: Asker = ...,
    ) -> bytes:
        """Writes the Authentication-Info of a response to credentials that were granted. content is what digest_hash()
        told of the response's; next_salt and time make the next nonce, if there is to be one.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def auth_status(verdict: AuthVerdict, asker: Asker = ..., /) -> int | None:
    """The status to answer a verdict with; None where the credentials are good."""

def auth_is_same(given: OctetsLike, kept: OctetsLike, /) -> bool:
    """Whether a secret that was given is the one that is kept, in a time that does not say how much of it is right."""

def auth_check_basic(
    fields: FieldsLike, user_id: OctetsLike, password: OctetsLike, /, asker: Asker = ...
) -> AuthVerdict:
    """Checks the Basic credentials of a request against those of the one user there is (RFC 7617)."""

def auth_choose(
    fields: FieldsLike,
    /,
    *,
    basic: bool = False,
    md5: bool = False,
    unprotected: bool = False,
    content: bool = False,
    asker: Asker = ...,
) -> BasicChallenge | DigestChallenge | None:
    """The strongest challenge that a client understands and is willing to answer (RFC 9110, 11.4): by Basic, which
    sends the password itself; by MD5; by Digest without a qop; with the digest of the content, for auth-int.
    """

def auth_next(
    challenge: BasicChallenge | DigestChallenge,
    /,
    sent_realm: OctetsLike | None = None,
    sent_nonce: OctetsLike | None = None,
    before: int = 0,
) -> AuthNext:
    """What a client does about the challenge that it chose, having sent credentials for this realm, or none; and of
    this nonce, if that was Digest; before is how often the request was challenged and sent again before that, which it
    is 4 times at most.
    """

def auth_in_basic_space(taken: OctetsLike, other: OctetsLike, /) -> bool:
    """Whether Basic credentials that were taken for one URI may be sent for another, unasked; both are absolute
    (RFC 7617, 2.2).
    """

def auth_in_digest_space(domain: OctetsLike | None, challenged: OctetsLike, other: OctetsLike, /) -> bool:
    """Whether Digest credentials may be sent for a URI, unasked, the request for another having been challenged with
    this domain, or none; both are absolute (RFC 7616, 3.3).
    """

def write_digest_answer(
    challenge: DigestChallenge, user: AuthUser, request: AuthAsked, cnonce: OctetsLike, nc: int = 1, /
) -> bytes:
    """Writes the credentials that answer a challenge. nc counts the uses of the server's nonce, this one included
    (RFC 7616, 3.4).
    """

def digest_confirm(
    info: OctetsLike, challenge: DigestChallenge, user: AuthUser, request: AuthAsked, cnonce: OctetsLike, nc: int = 1, /
) -> AuthConfirmation:
    """Checks what a server says in Authentication-Info of credentials that answered a challenge. All is as it was for
    these, but the content is that of the response (RFC 7616, 3.5).
    """
