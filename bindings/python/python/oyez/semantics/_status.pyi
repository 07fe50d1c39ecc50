# SPDX-License-Identifier: MIT OR Apache-2.0
"""Status codes."""

from typing import ClassVar, Literal, final

from oyez import FieldsLike
from oyez.semantics._kinds import FindingKind, Force, StatusClass

__all__ = [
    "Finding",
    "StatusEntry",
    "all_statuses",
    "check_response",
    "find_status",
    "status_allows_content",
    "status_class",
    "status_treated_as",
]

def status_class(status: int, /) -> StatusClass | None:
    """The class of a status code; None of a number that is no status code, which is to be taken as a 500
    (RFC 9110, 15).
    """

def status_treated_as(status: int, /) -> int:
    """What a status code is to be treated as: itself if it is registered; else the x00 of its class; what is no status
    code, as a 500 (RFC 9110, 15).
    """

@final
class StatusEntry:
    """What is known of a status code."""

    @property
    def status(self) -> int:
        """Three digits."""
    @property
    def reason(self) -> str:
        """Its reason phrase."""
    @property
    def cacheable(self) -> bool:
        """A cache may guess how long what has it is fresh (RFC 9110, 15.1)."""
    @property
    def unused(self) -> bool:
        """It is no longer sent, reserved for later, or was never registered."""
    @property
    def never_stored(self) -> bool:
        """No cache stores what has it (RFC 6585, 3 to 6)."""
    @property
    def clause(self) -> str:
        """Where it is defined; empty if it is merely in use."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def find_status(status: int, /) -> StatusEntry | None:
    """What is known of a status code; None of most of them."""

def all_statuses() -> tuple[StatusEntry, ...]:
    """Every status code of which something is known, in order."""

def status_allows_content(method: str, status: int, /) -> bool:
    """Whether the response with this status to a request of this method has content (RFC 9110, 6.4.1)."""

@final
class Finding:
    """What is wrong with a response that is about to be sent."""

    __match_args__: ClassVar[tuple[Literal["kind"], Literal["force"], Literal["field"], Literal["clause"]]]
    @property
    def kind(self) -> FindingKind:
        """What kind of thing."""
    @property
    def force(self) -> Force:
        """How much the clause wants it otherwise."""
    @property
    def field(self) -> str | None:
        """The name of the field that it is about."""
    @property
    def clause(self) -> str:
        """The clause that says so."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def check_response(
    status: int,
    fields: FieldsLike,
    /,
    method: str = "GET",
    version: tuple[int, int] = (1, 1),
) -> tuple[Finding, ...]:
    """Looks at a response before it is sent, to a request of this method and version: everything that is wrong with it.
    Date and Connection are not asked for: who sends the response adds them.
    """
