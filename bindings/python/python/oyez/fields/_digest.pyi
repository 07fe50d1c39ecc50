# SPDX-License-Identifier: MIT OR Apache-2.0
"""The Digest scheme (RFC 7616): its challenge, its credentials, and what they are computed from."""

from typing import final

from typing_extensions import Self

from oyez.fields._credentials import Challenge
from oyez.fields._disposition import ExtValue
from oyez.fields._kinds import Algorithm, OctetsLike, Qop

__all__ = [
    "DigestChallenge",
    "DigestCredentials",
    "digest",
    "digest_challenge",
    "digest_hash",
    "digest_response",
    "digest_secret",
    "digest_session",
    "digest_user_hash",
]

@final
class DigestChallenge:
    """A challenge of the Digest scheme (RFC 7616, 3.3)."""

    def __new__(
        cls,
        realm: OctetsLike,
        nonce: OctetsLike,
        *,
        domain: OctetsLike | None = None,
        opaque: OctetsLike | None = None,
        stale: bool = False,
        algorithm: Algorithm | None = None,
        has_qop: bool = True,
        auth: bool = True,
        auth_int: bool = False,
        is_utf8: bool = False,
        userhash: bool = False,
    ) -> Self: ...
    @property
    def realm(self) -> bytes:
        """The protection space."""
    @property
    def nonce(self) -> bytes:
        """What the response is to be computed over."""
    @property
    def domain(self) -> bytes | None:
        """URI-references with spaces between them, where the credentials are good for; None says all of the server."""
    @property
    def opaque(self) -> bytes | None:
        """What is to be sent back unchanged."""
    @property
    def stale(self) -> bool:
        """The nonce was too old, not the password wrong."""
    @property
    def algorithm(self) -> Algorithm | None:
        """None says MD5."""
    @property
    def has_qop(self) -> bool:
        """There is a qop; without one the challenge is of RFC 2069."""
    @property
    def auth(self) -> bool:
        """A qop is auth."""
    @property
    def auth_int(self) -> bool:
        """A qop is auth-int."""
    @property
    def is_utf8(self) -> bool:
        """Username and password are expected in UTF-8, normalised (RFC 7616, 4)."""
    @property
    def userhash(self) -> bool:
        """The server knows user names by their hashes (RFC 7616, 3.4.4)."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def digest_challenge(challenge: Challenge, /) -> DigestChallenge:
    """Reads what a challenge of the Digest scheme says."""

@final
class DigestCredentials:
    """Credentials of the Digest scheme (RFC 7616, 3.4). The number of times a nonce was used, and any response, are for
    you to check.
    """

    def __new__(
        cls,
        username: OctetsLike | None,
        realm: OctetsLike,
        nonce: OctetsLike,
        uri: OctetsLike,
        response: OctetsLike,
        *,
        username_ext: ExtValue | None = None,
        algorithm: Algorithm | None = None,
        cnonce: OctetsLike | None = None,
        opaque: OctetsLike | None = None,
        qop: Qop | None = None,
        nc: int | None = None,
        userhash: bool = False,
    ) -> Self: ...
    @property
    def username(self) -> bytes | None:
        """The user's name, or with userhash its hash; unless there is a username_ext."""
    @property
    def realm(self) -> bytes:
        """As in the challenge."""
    @property
    def nonce(self) -> bytes:
        """As in the challenge."""
    @property
    def uri(self) -> bytes:
        """The target of the request."""
    @property
    def response(self) -> bytes:
        """The digest: 32 or 64 digits, hexadecimal and in lower case."""
    @property
    def username_ext(self) -> ExtValue | None:
        """The user's name as an extended value in UTF-8."""
    @property
    def algorithm(self) -> Algorithm | None:
        """As in the challenge; None says MD5."""
    @property
    def cnonce(self) -> bytes | None:
        """The client's nonce; there is one with a qop."""
    @property
    def opaque(self) -> bytes | None:
        """As in the challenge."""
    @property
    def qop(self) -> Qop | None:
        """Without one, the response is computed as in RFC 2069."""
    @property
    def nc(self) -> int | None:
        """How often the client has used the nonce, this time included; there is one with a qop."""
    @property
    def userhash(self) -> bool:
        """username is a hash."""
    def write(self) -> bytes:
        """Writes them."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def digest(value: OctetsLike, /) -> DigestCredentials:
    """Reads Digest credentials from Authorization or Proxy-Authorization."""

def digest_hash(algorithm: Algorithm, octets: OctetsLike, /) -> str:
    """H(octets): a digest in digits, hexadecimal and in lower case; that of content, say (RFC 7616, 3.4.3)."""

def digest_secret(algorithm: Algorithm, username: OctetsLike, realm: OctetsLike, password: OctetsLike, /) -> str:
    """The secret that a user's name and password make in a realm, which a server can keep in place of the password (RFC
    7616, 3.4.2).
    """

def digest_user_hash(algorithm: Algorithm, username: OctetsLike, realm: OctetsLike, /) -> str:
    """The hash that stands for a user's name with userhash (RFC 7616, 3.4.4)."""

def digest_session(algorithm: Algorithm, secret: OctetsLike, nonce: OctetsLike, cnonce: OctetsLike, /) -> str:
    """The secret of a session, of the nonces with which it began (RFC 7616, 3.4.2); for an algorithm without sessions,
    the secret itself.
    """

def digest_response(
    algorithm: Algorithm,
    secret: OctetsLike,
    method: str,
    uri: OctetsLike,
    nonce: OctetsLike,
    *,
    qop: Qop | None = None,
    cnonce: OctetsLike | None = None,
    nc: int = 0,
    content: OctetsLike | None = None,
) -> str:
    """The response to a challenge (RFC 7616, 3.4.1); with an empty method, what proves a server's knowledge of the
    secret.

    secret is the digits of digest_secret, or with an algorithm over a session those of digest_session; content, with
    auth-int, those of digest_hash over the content.
    """
