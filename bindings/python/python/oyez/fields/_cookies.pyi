# SPDX-License-Identifier: MIT OR Apache-2.0
"""Cookies: Cookie, Set-Cookie, those of RFC 2965, and a jar for clients."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import Limits, OctetsLike, SameSite, Site

__all__ = [
    "Cookie",
    "CookieRequest",
    "Jar",
    "KeptCookie",
    "SetCookie",
    "SetCookie2",
    "canonical_host",
    "cookie2",
    "cookies",
    "default_path",
    "domain_matches",
    "find_cookie",
    "path_matches",
    "set_cookie",
    "set_cookies2",
    "write_cookies",
]

@final
class Cookie:
    """A cookie that a user agent returns (RFC 6265bis, 4.2)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["value"]]]
    def __new__(cls, name: OctetsLike, value: OctetsLike) -> Self: ...
    @property
    def name(self) -> bytes:
        """Its name, in which case matters; empty where there was no "="."""
    @property
    def value(self) -> bytes:
        """Its value; DQUOTEs around it are part of it."""
    @property
    def unquoted(self) -> bytes:
        """The value without DQUOTEs around it, if there are two."""
    @property
    def is_valid(self) -> bool:
        """Name and value are what a server ought to have given (RFC 6265bis, 4.1.1)."""
    def write(self) -> bytes:
        """Writes it, if it is valid."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def cookies(value: OctetsLike, /) -> Iterator[Cookie]:
    """Reads a Cookie, one cookie at a time. A name may stand twice.

    User agents return what they were given, and take more than servers ought to give: only a control character is
    refused.
    """

def find_cookie(value: OctetsLike, name: OctetsLike, /) -> bytes | None:
    """The value of the first cookie with this name: the one with the longest path (RFC 6265bis, 5.8.3)."""

def write_cookies(cookies: Iterable[Cookie], /) -> bytes:
    """Writes cookies, "; " between two."""

@final
class SetCookie:
    """A cookie that a server sets (RFC 6265bis, 4.1 and 5.6)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["value"]]]
    def __new__(
        cls,
        name: OctetsLike,
        value: OctetsLike,
        *,
        expires: datetime | None = None,
        max_age: int | None = None,
        domain: OctetsLike | None = None,
        path: OctetsLike | None = None,
        secure: bool = False,
        http_only: bool = False,
        same_site: SameSite = SameSite.DEFAULT,
        partitioned: bool = False,
    ) -> Self: ...
    @property
    def name(self) -> bytes:
        """Its name, in which case matters; it may be empty where the value is not."""
    @property
    def value(self) -> bytes:
        """Its value; DQUOTEs around it are part of it."""
    @property
    def expires(self) -> datetime | None:
        """When it expires, unless there is a max_age."""
    @property
    def max_age(self) -> int | None:
        """In how many seconds it expires; at once if that is not more than zero."""
    @property
    def domain(self) -> bytes | None:
        """The domain it is for, without a dot before it; None if it is for the host alone."""
    @property
    def path(self) -> bytes | None:
        """The path it is for, from a "/" on; None for the default-path."""
    @property
    def secure(self) -> bool:
        """It goes over secure connections only."""
    @property
    def http_only(self) -> bool:
        """It is not for scripts."""
    @property
    def same_site(self) -> SameSite:
        """Whether it goes with requests that come from another site."""
    @property
    def partitioned(self) -> bool:
        """It is kept apart for each site that embeds the one that set it."""
    @property
    def size(self) -> int:
        """How many octets name and value have together, which user agents limit to 4096 (RFC 6265bis, 5.6)."""
    @property
    def keeps_promise(self) -> bool:
        """It has what the prefix of its name promises, __Secure- or __Host- (RFC 6265bis, 4.1.3)."""
    def write(self) -> bytes:
        """Writes it as servers should (RFC 6265bis, 4.1.1)."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def set_cookie(value: OctetsLike, /) -> SetCookie:
    """Reads a Set-Cookie as user agents must (RFC 6265bis, 5.6): attributes that are wrong or not known are passed
    over.
    """

@final
class SetCookie2:
    """A cookie of Set-Cookie2 (RFC 2965, 3.2.2), which nobody sends any more: read, never written."""

    @property
    def name(self) -> str:
        """Its name; case does not matter."""
    @property
    def value(self) -> bytes:
        """Its value, without DQUOTEs."""
    @property
    def comment(self) -> bytes | None:
        """What it is for, in UTF-8."""
    @property
    def comment_url(self) -> bytes | None:
        """A page about what it is for."""
    @property
    def discard(self) -> bool:
        """It ends with the session, whatever its age."""
    @property
    def domain(self) -> bytes | None:
        """The domain it is for."""
    @property
    def max_age(self) -> int | None:
        """In how many seconds it expires."""
    @property
    def path(self) -> bytes | None:
        """The path it is for."""
    @property
    def has_port(self) -> bool:
        """It is for some ports only: for that of the request, unless ports says which."""
    @property
    def ports(self) -> bytes | None:
        """Port numbers with commas between them."""
    @property
    def secure(self) -> bool:
        """It goes over secure connections only."""
    @property
    def version(self) -> int:
        """Of the RFC: 1."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def set_cookies2(value: OctetsLike, /) -> Iterator[SetCookie2]:
    """Reads a Set-Cookie2, member by member."""

def cookie2(value: OctetsLike, /) -> int:
    """Reads a Cookie2: the version that a user agent knows (RFC 2965, 3.3.5)."""

def canonical_host(host: OctetsLike, /) -> bytes:
    """A host as cookies know it, in lower case (RFC 6265bis, 5.1.2). Names in other scripts are to be given as
    A-labels.
    """

def domain_matches(host: OctetsLike, domain: OctetsLike, /) -> bool:
    """Whether a host domain-matches a domain (RFC 6265bis, 5.1.3)."""

def path_matches(path: OctetsLike, of_cookie: OctetsLike, /) -> bool:
    """Whether the path of a request path-matches that of a cookie (RFC 6265bis, 5.1.4)."""

def default_path(path: OctetsLike, /) -> bytes:
    """The path that a cookie is for which names none: that of the request up to its last "/" (RFC 6265bis, 5.1.4)."""

@final
class CookieRequest:
    """The request that cookies came with a response to, or that they are to go with."""

    def __new__(
        cls,
        host: OctetsLike,
        path: OctetsLike,
        *,
        is_secure: bool,
        is_http: bool = True,
        site: Site = Site.SAME,
        partition: OctetsLike = b"",
    ) -> Self: ...
    @property
    def host(self) -> bytes:
        """The host of its URI, as canonical_host has it."""
    @property
    def path(self) -> bytes:
        """The path of its URI, without query."""
    @property
    def is_secure(self) -> bool:
        """Its connection is secure."""
    @property
    def is_http(self) -> bool:
        """It is one of HTTP, not a script that asks."""
    @property
    def site(self) -> Site:
        """Where it comes from."""
    @property
    def partition(self) -> bytes:
        """The site on top that embeds the one asked, for partitioned cookies; empty for one that keeps nothing apart.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class KeptCookie:
    """A cookie as a user agent keeps it (RFC 6265bis, 5.7)."""

    @property
    def name(self) -> bytes:
        """Its name; empty if it has none."""
    @property
    def value(self) -> bytes:
        """Its value."""
    @property
    def domain(self) -> bytes:
        """The domain it is for, in lower case."""
    @property
    def path(self) -> bytes:
        """The path it is for."""
    @property
    def partition(self) -> bytes:
        """The site it is kept apart for; empty for all."""
    @property
    def expires(self) -> datetime | None:
        """When it expires; None: with the session."""
    @property
    def created(self) -> datetime:
        """When a cookie of its name, domain and path was set first."""
    @property
    def accessed(self) -> datetime:
        """When it was set or sent last."""
    @property
    def host_only(self) -> bool:
        """It is for no host below its domain."""
    @property
    def secure(self) -> bool:
        """It goes over secure connections only."""
    @property
    def http_only(self) -> bool:
        """It is not for scripts."""
    @property
    def same_site(self) -> SameSite:
        """Which requests from another site it goes with."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Jar:
    """A jar of cookies for a client (RFC 6265bis, 5.5, 5.7 and 5.8), in so many octets of memory. A cookie takes 53
    octets beside its texts: name, value, domain, path and partition.
    """

    def __new__(cls, *, memory: int = 1048576, limits: Limits = Limits()) -> Self: ...
    def store(
        self,
        cookie: SetCookie,
        request: CookieRequest,
        /,
        *,
        is_public_suffix: bool = False,
        now: datetime | None = None,
    ) -> None:
        """Keeps a cookie, in place of one of the same name, domain and path; or forgets that one, if the new one has
        expired. Where there are too many, others go.

        is_public_suffix says whether the cookie's domain is one under which anybody may register: the list of those is
        yours. InvalidValue says by which rule the cookie is ignored; its offset is 0.
        """
    def write(self, request: CookieRequest, /, *, now: datetime | None = None) -> bytes | None:
        """Writes the Cookie field that goes with a request; None when there is none to send."""
    def cookies(self) -> list[KeptCookie]:
        """The cookies, in the order in which they are sent."""
    def expire(self, now: datetime | None = None) -> None:
        """Forgets the cookies that have expired."""
    def end_session(self) -> None:
        """The session is over: forgets the cookies that do not outlive it."""
    def clear(self, domain: OctetsLike | None = None) -> None:
        """Forgets the cookies of a domain; of all domains, without one."""
