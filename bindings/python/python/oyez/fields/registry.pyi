# SPDX-License-Identifier: MIT OR Apache-2.0
"""The registry of fields: every one that the texts of HTTP name, and those in common use (RFC 9110, 16.3.1)."""

from typing import final

from oyez.fields._kinds import FieldClass, Shape

__all__ = [
    "FieldEntry",
    "all_fields",
    "by_number",
    "class_of",
    "find",
]

@final
class FieldEntry:
    """What is known of a field."""

    @property
    def number(self) -> int:
        """Its number, which never changes."""
    @property
    def name(self) -> str:
        """How it is spelt by the text that defines it; case does not matter."""
    @property
    def field_class(self) -> FieldClass:
        """How RFC 2616 sorts it, or an older text that it did without."""
    @property
    def shape(self) -> Shape:
        """What several field lines of it come to."""
    @property
    def in_requests(self) -> bool:
        """Requests have it."""
    @property
    def in_responses(self) -> bool:
        """Responses have it."""
    @property
    def hop_by_hop(self) -> bool:
        """It is for one connection only: an intermediary does not forward it (RFC 9110, 7.6.1)."""
    @property
    def barred_from_trailers(self) -> bool:
        """No trailer section has it (RFC 9110, 6.5.1)."""
    @property
    def reserved(self) -> bool:
        """It is derived by the engine, never passed: framing and persistence."""
    @property
    def deprecated(self) -> bool:
        """The registry of IANA, or its own text, calls it deprecated, obsolete or historic."""
    @property
    def clause(self) -> str:
        """Where it is defined, such as "RFC 9110, 12.5.1"; empty if it is merely in use."""
    @property
    def family(self) -> str:
        """How its value is read and written, such as "MediaType"; "Text" is taken as it is."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def find(name: str, /) -> FieldEntry | None:
    """The field with this name, in any case; None for one that is not known."""

def by_number(number: int, /) -> FieldEntry | None:
    """The field with this number."""

def all_fields() -> tuple[FieldEntry, ...]:
    """Every field, in the order of their numbers."""

def class_of(name: str, version: tuple[int, int] = (1, 1), /) -> FieldClass:
    """The class of a field of this name in a message of this version. One that no text sorts is an extension field, and
    in an HTTP/1.0 message an entity field (RFC 1945, 7.1).
    """
