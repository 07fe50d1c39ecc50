# SPDX-License-Identifier: MIT OR Apache-2.0
"""Conditions: ETag, If-Match, If-None-Match, If-Range, Range, Content-Range."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import OctetsLike

__all__ = [
    "ContentRange",
    "EntityTag",
    "EntityTagList",
    "Range",
    "RangeSpec",
    "content_range",
    "entity_tag",
    "entity_tag_list",
    "if_range",
    "range",
    "write_if_range",
    "write_range",
]

@final
class EntityTag:
    """An entity tag (RFC 9110, 8.8.3). Two that are equal are the same octet by octet; HTTP compares them by
    strongly_matches and weakly_matches.
    """

    __match_args__: ClassVar[tuple[Literal["opaque"], Literal["weak"]]]
    def __new__(cls, opaque: OctetsLike, weak: bool = False) -> Self: ...
    @property
    def opaque(self) -> bytes:
        """What stands between the quotes; a backslash is itself there."""
    @property
    def weak(self) -> bool:
        """It stands behind "W/": representations that it names are equivalent, not the same."""
    def strongly_matches(self, other: EntityTag, /) -> bool:
        """The strong comparison: both are not weak, and the same (RFC 9110, 8.8.3.2)."""
    def weakly_matches(self, other: EntityTag, /) -> bool:
        """The weak comparison: they are the same, be they weak or not (RFC 9110, 8.8.3.2)."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def entity_tag(value: OctetsLike, /) -> EntityTag:
    """Reads an ETag."""

@final
class EntityTagList:
    """The value of If-Match or If-None-Match: "*", or a list of entity tags."""

    __match_args__: ClassVar[tuple[Literal["tags"], Literal["any"]]]
    def __new__(cls, tags: Iterable[EntityTag] = (), any: bool = False) -> Self: ...
    @property
    def any(self) -> bool:
        """It is "*": any current representation there is."""
    @property
    def tags(self) -> tuple[EntityTag, ...]:
        """Its entity tags; none where it is "*"."""
    def lists_strongly(self, tag: EntityTag, /) -> bool:
        """Whether it lists the tag by the strong comparison, as If-Match asks (RFC 9110, 13.1.1). "*" lists any."""
    def lists_weakly(self, tag: EntityTag, /) -> bool:
        """Whether it lists the tag by the weak comparison, as If-None-Match asks (RFC 9110, 13.1.2). "*" lists any."""
    def write(self) -> bytes:
        """Writes "*" or the list."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def entity_tag_list(value: OctetsLike, /) -> EntityTagList:
    """Reads an If-Match or an If-None-Match, all of it."""

def if_range(value: OctetsLike, /, now: datetime | None = None) -> EntityTag | datetime:
    """Reads an If-Range: an entity tag or a time (RFC 9110, 13.1.5). now is as for date()."""

def write_if_range(condition: EntityTag | datetime, /) -> bytes:
    """Writes an If-Range. A client must not send a weak entity tag there."""

@final
class RangeSpec:
    """One range of octets that is asked for (RFC 9110, 14.1.1): first to last, that included; from first to the end; or
    length octets at the end. Positions count from 0; one of more than 63 bits is told as the largest of 63.
    """

    __match_args__: ClassVar[tuple[Literal["first"], Literal["last"], Literal["length"]]]
    def __new__(cls, first: int | None = None, last: int | None = None, length: int | None = None) -> Self: ...
    @property
    def first(self) -> int | None:
        """The first octet."""
    @property
    def last(self) -> int | None:
        """The last octet."""
    @property
    def length(self) -> int | None:
        """How many octets at the end."""
    def resolve(self, length: int, /) -> tuple[int, int] | None:
        """The first and the last octet that it asks for in a representation of so many octets; None if it is
        unsatisfiable.
        """
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Range:
    """A Range (RFC 9110, 14.2)."""

    __match_args__: ClassVar[tuple[Literal["unit"], Literal["set"]]]
    def __new__(cls, unit: str, set: str) -> Self: ...
    @property
    def unit(self) -> str:
        """The unit; case does not matter."""
    @property
    def set(self) -> str:
        """What stands behind the "=": for another unit than bytes, it is for those who know the unit."""
    @property
    def is_bytes(self) -> bool:
        """The unit is bytes."""
    @property
    def specs(self) -> tuple[RangeSpec, ...]:
        """The ranges, in order; none if the unit is not bytes."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def range(value: OctetsLike, /) -> Range:
    """Reads a Range, and checks the whole of it: an invalid one is to be ignored as a whole (RFC 9110, 14.2)."""

def write_range(specs: Iterable[RangeSpec], /) -> bytes:
    """Writes a Range in bytes."""

@final
class ContentRange:
    """A Content-Range (RFC 9110, 14.4)."""

    __match_args__: ClassVar[tuple[Literal["range"], Literal["complete"], Literal["unit"]]]
    def __new__(cls, range: tuple[int, int] | None, complete: int | None = None, unit: str = "bytes") -> Self: ...
    @property
    def range(self) -> tuple[int, int] | None:
        """The first and the last octet enclosed; None of a range that was not satisfiable."""
    @property
    def complete(self) -> int | None:
        """How long the whole is; None where that is not known."""
    @property
    def unit(self) -> str:
        """The unit; case does not matter."""
    @property
    def is_bytes(self) -> bool:
        """The unit is bytes."""
    @property
    def length(self) -> int | None:
        """How many octets are enclosed; None without a range."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def content_range(value: OctetsLike, /) -> ContentRange:
    """Reads a Content-Range."""
