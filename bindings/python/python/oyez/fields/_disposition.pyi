# SPDX-License-Identifier: MIT OR Apache-2.0
"""Content-Disposition, and extended values of parameters."""

from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import Charset, Disposition, OctetsLike, ParametersLike

__all__ = [
    "ContentDisposition",
    "ExtValue",
    "content_disposition",
    "ext_value",
    "write_content_disposition",
]

@final
class ExtValue:
    """An extended value of a parameter (RFC 8187, 3.2.1). One is made of text, and is in UTF-8; those that are read may
    be in another charset.
    """

    __match_args__: ClassVar[tuple[Literal["text"], Literal["language"]]]
    def __new__(cls, text: str, language: str = "") -> Self: ...
    @property
    def text(self) -> str | None:
        """What it says; None in a charset that is not decoded here."""
    @property
    def language(self) -> str:
        """The language tag; empty if there is none."""
    @property
    def charset(self) -> Charset:
        """Which charset it is in."""
    @property
    def charset_name(self) -> str:
        """The charset's name."""
    @property
    def octets(self) -> bytes:
        """What it says, in its charset."""
    def write(self) -> bytes:
        """Writes it, with percent-encoding where it is needed."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def ext_value(value: OctetsLike, /) -> ExtValue:
    """Reads an extended value."""

@final
class ContentDisposition:
    """A Content-Disposition: whether content is to be shown or saved, and under which name (RFC 6266)."""

    __match_args__: ClassVar[
        tuple[Literal["type_name"], Literal["plain_name"], Literal["extended_name"], Literal["parameters"]]
    ]
    def __new__(
        cls,
        type_name: str,
        plain_name: OctetsLike | None = None,
        extended_name: ExtValue | None = None,
        parameters: ParametersLike = (),
    ) -> Self: ...
    @property
    def type_name(self) -> str:
        """The type's name; case does not matter."""
    @property
    def plain_name(self) -> bytes | None:
        """The parameter filename."""
    @property
    def extended_name(self) -> ExtValue | None:
        """The parameter filename*."""
    @property
    def parameters(self) -> tuple[tuple[str, bytes], ...]:
        """All other parameters."""
    @property
    def disposition(self) -> Disposition:
        """Which type it is."""
    @property
    def is_to_be_saved(self) -> bool:
        """Content is to be saved rather than shown: so it is with types that are not known (RFC 6266, 4.2)."""
    @property
    def file_name(self) -> str | None:
        """The name that the sender gives the file (RFC 6266, 4.3). It may name anything: save by safe_file_name only.
        """
    @property
    def safe_file_name(self) -> str | None:
        """What of the name is safe to name a file in a folder: no separators, no dots at the front, no names of
        devices, no control characters; None if nothing is. Its length, and whether there is such a file, is for you
        to look after.
        """
    def write(self) -> bytes:
        """Writes it: the type, other parameters, filename in quotes, filename*."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def content_disposition(value: OctetsLike, /) -> ContentDisposition:
    """Reads a Content-Disposition."""

def write_content_disposition(type_name: str, file_name: str | None = None, /) -> bytes:
    """Writes a Content-Disposition with a file name, in a way that every recipient understands (RFC 6266, D)."""
