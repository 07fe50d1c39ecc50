# SPDX-License-Identifier: MIT OR Apache-2.0
"""Ranges."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez import FieldsLike
from oyez.fields import ContentRange
from oyez.fields._kinds import OctetsLike
from oyez.semantics._conditional import Validators
from oyez.semantics._kinds import EnclosedKind, RangeOutcome, RangeReason

__all__ = [
    "Byteranges",
    "Enclosed",
    "RangeDecision",
    "accepts_ranges",
    "decide_range",
    "enclosed",
    "joined",
    "may_combine",
]

@final
class RangeDecision:
    """What is sent, and why."""

    __match_args__: ClassVar[tuple[Literal["outcome"], Literal["status"], Literal["reason"], Literal["spans"], Literal["content_range"]]]
    @property
    def outcome(self) -> RangeOutcome:
        """What is sent."""
    @property
    def status(self) -> int:
        """200, 206 or 416."""
    @property
    def reason(self) -> RangeReason | None:
        """Why all is sent; None where it is not."""
    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The first and the last octet of each range that is sent, in the order in which they were asked for."""
    @property
    def content_range(self) -> ContentRange | None:
        """The Content-Range of a single range, or of a 416."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def decide_range(
    method: OctetsLike,
    fields: FieldsLike,
    length: int,
    current: Validators | None = None,
    /,
    *,
    now: datetime | None = None,
    status: int = 200,
    http10: bool = False,
    ranges: int = 16,
    overlapping: int = 2,
    scattered: int = 4,
    gap: int | None = 80,
) -> RangeDecision:
    """Decides what is sent of a representation of so many octets, when the conditions of the request let it proceed
    (RFC 9110, 14.2). Of more than so many ranges, so many that overlap, so many small ones out of order, none is
    heeded; those with fewer octets than gap between them are sent as one, with None each as it was asked for.
    """

@final
class Byteranges:
    """A content of several ranges (RFC 9110, 14.6): for each head(), its octets, oyez.fields.multipart.PART_END; then
    end().
    """

    __match_args__: ClassVar[tuple[Literal["boundary"], Literal["complete"], Literal["content_type"]]]
    def __new__(
        cls,
        boundary: OctetsLike,
        complete: int,
        content_type: OctetsLike | None = None,
    ) -> Self: ...
    @property
    def boundary(self) -> bytes:
        """What stands between the parts, and in none of them: oyez.fields.multipart.boundary()."""
    @property
    def complete(self) -> int:
        """Octets of all of the representation."""
    @property
    def content_type(self) -> bytes | None:
        """Its media type."""
    def write_type(self) -> bytes:
        """Writes the Content-Type of the answer."""
    def head(self, span: tuple[int, int], /) -> bytes:
        """Writes what stands before the octets of a range: of its first and its last octet."""
    def end(self) -> bytes:
        """Writes what stands behind the last part."""
    def length(self, spans: Iterable[tuple[int, int]], /) -> int:
        """How many octets all of it has: the Content-Length of the answer."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Enclosed:
    """Which part of a representation a response holds."""

    __match_args__: ClassVar[tuple[Literal["kind"], Literal["span"], Literal["complete"]]]
    @property
    def kind(self) -> EnclosedKind:
        """What it is."""
    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last octet of a part."""
    @property
    def complete(self) -> int | None:
        """Octets of the whole, where they are told."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def enclosed(status: int, fields: FieldsLike, /) -> Enclosed:
    """Which part of a representation a response holds (RFC 9110, 15.3.7)."""

def accepts_ranges(fields: FieldsLike, /) -> bool | None:
    """Whether a server says that it serves ranges of octets; None where it says nothing, so that one may ask
    (RFC 9110, 14.3).
    """

def may_combine(one: FieldsLike, other: FieldsLike, /, *, now: datetime | None = None) -> bool:
    """Whether two responses hold parts of one representation: they share a strong validator (RFC 9110, 15.3.7.3)."""

def joined(one: tuple[int, int], other: tuple[int, int], /) -> tuple[int, int] | None:
    """Two ranges as one, if no octet is missing between them."""
