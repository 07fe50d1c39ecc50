# SPDX-License-Identifier: MIT OR Apache-2.0
"""Caching: Cache-Control, Pragma, Warning."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import OctetsLike

__all__ = [
    "CacheControl",
    "Directive",
    "Warning",
    "cache_control",
    "directives",
    "pragma_says_no_cache",
    "warnings",
]

@final
class Directive:
    """A directive of Cache-Control or Pragma, known or not (RFC 9111, 5.2)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["argument"]]]
    def __new__(cls, name: str, argument: OctetsLike | None = None) -> Self: ...
    @property
    def name(self) -> str:
        """Its name; case does not matter."""
    @property
    def argument(self) -> bytes | None:
        """What its argument says, if it has one."""
    @property
    def seconds(self) -> int | None:
        """The seconds that its argument says; more than 2^31 are told as that (RFC 9111, 1.2.2). None if it says none.
        """
    def is_(self, name: str, /) -> bool:
        """Whether it has this name."""
    def lists(self, field_name: str, /) -> bool:
        """Whether its argument lists this field name, as those of no-cache and private do (RFC 9111, 5.2.2.4 and
        5.2.2.7).
        """
    def write(self) -> bytes:
        """Writes it in lower case."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def directives(value: OctetsLike, /) -> Iterator[Directive]:
    """Reads a Cache-Control or a Pragma, directive by directive."""

@final
class CacheControl:
    """What all directives of a Cache-Control come to (RFC 9111, 5.2). Seconds are at most 2^31.

    Where the text leaves a choice, the most restrictive is taken, and doubtful is set: an argument that is no
    delta-seconds, or the second of two that differ; an argument where none is defined; what is no directive.
    """

    def __new__(
        cls,
        *,
        max_age: int | None = None,
        s_maxage: int | None = None,
        max_stale: int | None = None,
        min_fresh: int | None = None,
        stale_while_revalidate: int | None = None,
        stale_if_error: int | None = None,
        no_cache: bool = False,
        no_cache_fields: bool = False,
        no_store: bool = False,
        no_transform: bool = False,
        only_if_cached: bool = False,
        must_revalidate: bool = False,
        must_understand: bool = False,
        private: bool = False,
        private_fields: bool = False,
        proxy_revalidate: bool = False,
        public: bool = False,
        immutable: bool = False,
        doubtful: bool = False,
    ) -> Self: ...
    @property
    def max_age(self) -> int | None:
        """Of a request or a response (5.2.1.1 and 5.2.2.1)."""
    @property
    def s_maxage(self) -> int | None:
        """Of a response (5.2.2.10)."""
    @property
    def max_stale(self) -> int | None:
        """Of a request; 2^31 where it has no argument (5.2.1.2)."""
    @property
    def min_fresh(self) -> int | None:
        """Of a request (5.2.1.3)."""
    @property
    def stale_while_revalidate(self) -> int | None:
        """Of a response (RFC 5861, 3)."""
    @property
    def stale_if_error(self) -> int | None:
        """RFC 5861, 4."""
    @property
    def no_cache(self) -> bool:
        """Without an argument (5.2.1.4 and 5.2.2.4)."""
    @property
    def no_cache_fields(self) -> bool:
        """no-cache for some field names, which Directive.lists tells."""
    @property
    def no_store(self) -> bool:
        """5.2.1.5 and 5.2.2.5."""
    @property
    def no_transform(self) -> bool:
        """5.2.1.6 and 5.2.2.6."""
    @property
    def only_if_cached(self) -> bool:
        """Of a request (5.2.1.7)."""
    @property
    def must_revalidate(self) -> bool:
        """Of a response (5.2.2.2)."""
    @property
    def must_understand(self) -> bool:
        """Of a response (5.2.2.3)."""
    @property
    def private(self) -> bool:
        """Of a response, without an argument (5.2.2.7)."""
    @property
    def private_fields(self) -> bool:
        """private for some field names, which Directive.lists tells."""
    @property
    def proxy_revalidate(self) -> bool:
        """Of a response (5.2.2.8)."""
    @property
    def public(self) -> bool:
        """Of a response (5.2.2.9)."""
    @property
    def immutable(self) -> bool:
        """Of a response (RFC 8246, 2)."""
    @property
    def doubtful(self) -> bool:
        """Something was no directive, repeated with another argument, or had one that it cannot have."""
    def write(self) -> bytes:
        """Writes the directives. A no-cache or private of field names, which are not kept, is written as a Directive.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def cache_control(*values: OctetsLike) -> CacheControl:
    """Reads a whole Cache-Control, of one field line or of several. It never fails: see CacheControl."""

def pragma_says_no_cache(value: OctetsLike, /) -> bool:
    """Whether a Pragma says no-cache, which a request without a Cache-Control means by it (RFC 9111, 5.4)."""

@final
class Warning:
    """A warning (RFC 7234, 5.5), which RFC 9111, 5.5, has made obsolete."""

    __match_args__: ClassVar[tuple[Literal["code"], Literal["agent"], Literal["text"], Literal["date"]]]
    def __new__(cls, code: int, agent: str, text: OctetsLike, date: datetime | None = None) -> Self: ...
    @property
    def code(self) -> int:
        """Its code, of three digits, or of two in older texts."""
    @property
    def agent(self) -> str:
        """Who added it: a host, perhaps with a port, or a pseudonym."""
    @property
    def text(self) -> bytes:
        """What it says to a human."""
    @property
    def date(self) -> datetime | None:
        """The Date of the message it was added to."""
    @property
    def modern_code(self) -> int:
        """The code of three digits that means the same (RFC 2616, 14.46); its own, if there is none other."""
    @property
    def persists(self) -> bool:
        """It is about the representation, so that it stays when a stored response is validated (RFC 7234, 4.3.4)."""
    def is_for(self, date: datetime, /) -> bool:
        """Whether it was added to a message with this Date. If not, it is to be excluded (RFC 7234, 5.5)."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def warnings(value: OctetsLike, /, now: datetime | None = None) -> Iterator[Warning]:
    """Reads a Warning, member by member. now is as for date()."""
