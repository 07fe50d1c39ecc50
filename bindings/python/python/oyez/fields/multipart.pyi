# SPDX-License-Identifier: MIT OR Apache-2.0
"""multipart/form-data and multipart/byteranges, read as they arrive and written part by part (RFC 2046, 5.1; RFC 7578;
RFC 9110, 14.6).

A body is written so: a head, the data of the part, PART_END; and so for each part; then the end.
"""

from typing import ClassVar, Final, Literal, TypeAlias, final

from typing_extensions import Self

from oyez import Fields, FieldsLike
from oyez.fields._kinds import OctetsLike

__all__ = [
    "Data",
    "End",
    "FormPart",
    "PART_END",
    "Part",
    "PartEnd",
    "Reader",
    "boundary",
    "boundary_parameter",
    "end",
    "form_head",
    "head",
    "range_head",
]

_Event: TypeAlias = Part | Data | PartEnd | End

PART_END: Final[bytes]
"""What stands behind the data of each part."""

@final
class Part:
    """A part begins: its field lines."""

    __match_args__: ClassVar[tuple[Literal["fields"]]]
    @property
    def fields(self) -> Fields:
        """Its field lines."""
    def form(self) -> FormPart:
        """Reads what a part of a form is: Content-Disposition: form-data; name=... (RFC 7578, 4.2). Octets are counted
        from the start of its head.
        """

@final
class FormPart:
    """What a part of a form is."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["filename"], Literal["content_type"]]]
    def __new__(
        cls, name: OctetsLike, filename: OctetsLike | None = None, content_type: OctetsLike | None = None
    ) -> Self: ...
    @property
    def name(self) -> bytes:
        """The name of the form's field."""
    @property
    def filename(self) -> bytes | None:
        """The name of the file whose content it is; never to be trusted (RFC 7578, 4.2 and 7)."""
    @property
    def content_type(self) -> bytes | None:
        """Its media type, a Content-Type; text/plain where there is none (RFC 7578, 4.4)."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Data:
    """Some of a part's data, in as many pieces as it takes."""

    __match_args__: ClassVar[tuple[Literal["octets"]]]
    def __new__(cls, octets: OctetsLike) -> Self: ...
    @property
    def octets(self) -> bytes:
        """The octets."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class PartEnd:
    """A part ends."""

    def __new__(cls) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class End:
    """That was the last part. What comes behind it is passed over."""

    def __new__(cls) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Reader:
    """A reader of one multipart body (RFC 2046, 5.1.1): give it what arrives, and iterate over it for events until it
    needs more.

    A body with more than max_parts parts, or with a head of more than head_size octets, is refused. Offsets are counted
    from the start of the body.
    """

    def __new__(cls, boundary: OctetsLike, *, max_parts: int = 1000, head_size: int = 8192) -> Self: ...
    def receive(self, octets: OctetsLike, /) -> None:
        """Takes what arrived."""
    def receive_end(self) -> None:
        """There is no more. InvalidValue says that the body has not ended."""
    def __iter__(self) -> Self: ...
    def __next__(self) -> _Event: ...

def boundary() -> str:
    """A boundary that no content holds but by chance."""

def boundary_parameter(boundary: OctetsLike, /) -> bytes:
    """Writes a boundary as the parameter of a Content-Type: boundary=, in quotes if it has to be."""

def head(boundary: OctetsLike, fields: FieldsLike, /) -> bytes:
    """Writes what stands before the data of a part with these field lines. Behind the data stands PART_END."""

def form_head(boundary: OctetsLike, part: FormPart, /) -> bytes:
    """Writes what stands before the data of a part of a form (RFC 7578, 4.2 and 4.4)."""

def range_head(
    boundary: OctetsLike, first: int, last: int, complete: int | None = None, content_type: OctetsLike | None = None, /
) -> bytes:
    """Writes what stands before a part that is a range (RFC 9110, 14.6): its first and last position, the length of the
    whole, and the media type of the whole.
    """

def end(boundary: OctetsLike, /) -> bytes:
    """Writes what stands behind the last part."""
