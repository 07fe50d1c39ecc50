# SPDX-License-Identifier: MIT OR Apache-2.0
"""Conditional requests."""

from datetime import datetime
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez import Fields, FieldsLike
from oyez.fields import EntityTag
from oyez.fields._kinds import OctetsLike
from oyez.semantics._kinds import Condition, ConditionalOutcome

__all__ = [
    "ConditionalDecision",
    "Validators",
    "decide_conditional",
    "is_kept_in_304",
    "is_strong_date",
    "last_modified",
    "not_modified",
]

@final
class Validators:
    """The validators of the selected representation (RFC 9110, 8.8)."""

    __match_args__: ClassVar[tuple[Literal["tag"], Literal["modified"], Literal["modified_is_strong"]]]
    def __new__(
        cls,
        tag: EntityTag | None = None,
        modified: datetime | None = None,
        modified_is_strong: bool = False,
    ) -> Self: ...
    @property
    def tag(self) -> EntityTag | None:
        """Its ETag."""
    @property
    def modified(self) -> datetime | None:
        """When it was last modified."""
    @property
    def modified_is_strong(self) -> bool:
        """It is known not to have changed twice in that second: is_strong_date."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class ConditionalDecision:
    """What conditions come to, and why."""

    __match_args__: ClassVar[tuple[Literal["outcome"], Literal["status"], Literal["condition"], Literal["heeds_range"]]]
    @property
    def outcome(self) -> ConditionalOutcome:
        """What is done."""
    @property
    def status(self) -> int | None:
        """304 or 412; None where the method is performed."""
    @property
    def condition(self) -> Condition | None:
        """The field whose condition was false."""
    @property
    def heeds_range(self) -> bool:
        """There is a Range, and If-Range does not forbid to heed it: decide_range says what it comes to."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def decide_conditional(
    method: OctetsLike,
    fields: FieldsLike,
    current: Validators | None,
    /,
    *,
    now: datetime | None = None,
    status: int = 200,
    http10: bool = False,
    cache: bool = False,
) -> ConditionalDecision:
    """Evaluates conditions in the order of RFC 9110, 13.2.2. current is None where the target has no representation;
    status is that of the answer without conditions. http10 asks for the rules of RFC 1945, cache for those of a cache.
    """

def is_strong_date(modified: datetime, date: datetime, /) -> bool:
    """Whether a date of Last-Modified is a strong validator, date being that of the message it came in
    (RFC 9110, 8.8.2.2).
    """

def last_modified(modified: datetime, /, now: datetime | None = None) -> datetime:
    """The Last-Modified to send of what was modified at a time: none that is yet to come (RFC 9110, 8.8.2.1). now is as
    for date().
    """

def is_kept_in_304(name: str, /) -> bool:
    """Whether a 304 carries a field of the 200 that it stands for (RFC 9110, 15.4.5)."""

def not_modified(fields: FieldsLike, /) -> Fields:
    """The field lines of a 304, of those that the 200 would have. Last-Modified is kept where there is no ETag
    (RFC 9110, 15.4.5).
    """
