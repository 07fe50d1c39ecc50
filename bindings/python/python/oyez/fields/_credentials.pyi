# SPDX-License-Identifier: MIT OR Apache-2.0
"""Credentials and challenges: WWW-Authenticate, Authorization, Authentication-Info; Basic and Bearer."""

from collections.abc import Iterator
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import OctetsLike, ParametersLike, Qop

__all__ = [
    "AuthenticationInfo",
    "Basic",
    "BasicChallenge",
    "Bearer",
    "BearerChallenge",
    "Challenge",
    "Credentials",
    "authentication_info",
    "authentication_info_parameters",
    "basic",
    "basic_challenge",
    "bearer",
    "bearer_challenge",
    "challenges",
    "credentials",
]

@final
class Challenge:
    """A challenge (RFC 9110, 11.3): what its scheme asks is read by basic_challenge, bearer_challenge and
    digest_challenge.
    """

    __match_args__: ClassVar[tuple[Literal["scheme"], Literal["parameters"], Literal["token68"]]]
    def __new__(cls, scheme: str, parameters: ParametersLike = (), token68: str | None = None) -> Self: ...
    @property
    def scheme(self) -> str:
        """The auth-scheme; case does not matter."""
    @property
    def parameters(self) -> tuple[tuple[str, bytes], ...]:
        """Its parameters; none where there is a token68."""
    @property
    def token68(self) -> str | None:
        """What stands behind the scheme in place of parameters."""
    def is_(self, scheme: str, /) -> bool:
        """Whether it is of this scheme."""
    def find(self, name: str, /) -> bytes | None:
        """The value of the first parameter with this name."""
    def write(self) -> bytes:
        """Writes it: a realm as a quoted-string, other values as tokens where they can be."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def challenges(value: OctetsLike, /) -> Iterator[Challenge]:
    """Reads WWW-Authenticate or Proxy-Authenticate, challenge by challenge."""

@final
class Credentials:
    """Credentials (RFC 9110, 11.4): those of a scheme are read by basic, bearer and digest."""

    __match_args__: ClassVar[tuple[Literal["scheme"], Literal["parameters"], Literal["token68"]]]
    def __new__(cls, scheme: str, parameters: ParametersLike = (), token68: str | None = None) -> Self: ...
    @property
    def scheme(self) -> str:
        """The auth-scheme; case does not matter."""
    @property
    def parameters(self) -> tuple[tuple[str, bytes], ...]:
        """Their parameters; none where there is a token68."""
    @property
    def token68(self) -> str | None:
        """What stands behind the scheme in place of parameters."""
    def is_(self, scheme: str, /) -> bool:
        """Whether they are of this scheme."""
    def find(self, name: str, /) -> bytes | None:
        """The value of the first parameter with this name."""
    def write(self) -> bytes:
        """Writes them."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def credentials(value: OctetsLike, /) -> Credentials:
    """Reads Authorization or Proxy-Authorization."""

@final
class Basic:
    """A user-id and a password (RFC 7617, 2), as octets; the challenge says in which charset, if it does."""

    __match_args__: ClassVar[tuple[Literal["user_id"], Literal["password"]]]
    def __new__(cls, user_id: OctetsLike, password: OctetsLike) -> Self: ...
    @property
    def user_id(self) -> bytes:
        """Without a colon."""
    @property
    def password(self) -> bytes:
        """What stands behind the first colon."""
    def write(self) -> bytes:
        """Writes credentials."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def basic(value: OctetsLike, /) -> Basic:
    """Reads Basic credentials from Authorization or Proxy-Authorization."""

@final
class BasicChallenge:
    """A challenge of the Basic scheme (RFC 7617, 2)."""

    __match_args__: ClassVar[tuple[Literal["realm"], Literal["is_utf8"]]]
    def __new__(cls, realm: OctetsLike, is_utf8: bool = False) -> Self: ...
    @property
    def realm(self) -> bytes:
        """The protection space."""
    @property
    def is_utf8(self) -> bool:
        """User-id and password are expected in UTF-8, normalised."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def basic_challenge(challenge: Challenge, /) -> BasicChallenge:
    """Reads what a challenge of the Basic scheme says."""

@final
class Bearer:
    """A bearer token (RFC 6750, 2.1)."""

    __match_args__: ClassVar[tuple[Literal["token"]]]
    def __new__(cls, token: str) -> Self: ...
    @property
    def token(self) -> str:
        """It is not always base64."""
    def write(self) -> bytes:
        """Writes credentials."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def bearer(value: OctetsLike, /) -> Bearer:
    """Reads a bearer token from Authorization or Proxy-Authorization."""

@final
class BearerChallenge:
    """A challenge of the Bearer scheme (RFC 6750, 3)."""

    def __new__(
        cls,
        realm: OctetsLike | None = None,
        *,
        scope: OctetsLike | None = None,
        error: OctetsLike | None = None,
        error_description: OctetsLike | None = None,
        error_uri: OctetsLike | None = None,
    ) -> Self: ...
    @property
    def realm(self) -> bytes | None:
        """The protection space."""
    @property
    def scope(self) -> bytes | None:
        """The scope that a token needs: words with one space between two."""
    @property
    def error(self) -> bytes | None:
        """Why the token was declined (RFC 6750, 3.1)."""
    @property
    def error_description(self) -> bytes | None:
        """The same for a developer to read."""
    @property
    def error_uri(self) -> bytes | None:
        """A page about it."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def bearer_challenge(challenge: Challenge, /) -> BearerChallenge:
    """Reads what a challenge of the Bearer scheme says."""

@final
class AuthenticationInfo:
    """What a server says about Digest credentials that it took: Authentication-Info (RFC 7615; RFC 7616, 3.5)."""

    def __new__(
        cls,
        *,
        next_nonce: OctetsLike | None = None,
        qop: Qop | None = None,
        rspauth: OctetsLike | None = None,
        cnonce: OctetsLike | None = None,
        nc: int | None = None,
    ) -> Self: ...
    @property
    def next_nonce(self) -> bytes | None:
        """The nonce to use from now on."""
    @property
    def qop(self) -> Qop | None:
        """As in the credentials."""
    @property
    def rspauth(self) -> bytes | None:
        """The digest by which the server proves that it knows the secret."""
    @property
    def cnonce(self) -> bytes | None:
        """As in the credentials."""
    @property
    def nc(self) -> int | None:
        """As in the credentials."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def authentication_info(value: OctetsLike, /) -> AuthenticationInfo:
    """Reads Authentication-Info or Proxy-Authentication-Info of the Digest scheme."""

def authentication_info_parameters(value: OctetsLike, /) -> tuple[tuple[str, bytes], ...]:
    """Reads the parameters of Authentication-Info or Proxy-Authentication-Info, of whatever scheme (RFC 7615, 3)."""
