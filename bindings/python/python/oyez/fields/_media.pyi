# SPDX-License-Identifier: MIT OR Apache-2.0
"""What content is: media types, codings, languages, and what MIME has beside."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import Coding, Mechanism, OctetsLike, ParametersLike, Transfer

__all__ = [
    "ContentCoding",
    "ContentTransferEncoding",
    "MediaType",
    "TransferCoding",
    "content_encoding",
    "content_language",
    "content_md5",
    "content_transfer_encoding",
    "media_type",
    "mime_version",
    "te",
    "transfer_encoding",
    "write_content_language",
    "write_content_md5",
    "write_media_type",
    "write_mime_version",
]

@final
class MediaType:
    """A media type: the value of Content-Type (RFC 9110, 8.3.1)."""

    __match_args__: ClassVar[tuple[Literal["type_name"], Literal["subtype_name"], Literal["parameters"]]]
    def __new__(cls, type_name: str, subtype_name: str, parameters: ParametersLike = ()) -> Self: ...
    @property
    def type_name(self) -> str:
        """The type; case does not matter."""
    @property
    def subtype_name(self) -> str:
        """The subtype; case does not matter."""
    @property
    def parameters(self) -> tuple[tuple[str, bytes], ...]:
        """The parameters. Of those with one name the first counts."""
    @property
    def suffix(self) -> str | None:
        """What stands behind the last "+" of the subtype (RFC 6838, 4.2.8): "xml" of image/svg+xml."""
    @property
    def charset(self) -> bytes | None:
        """The charset, if it is named (RFC 9110, 8.3.2); its case does not matter."""
    @property
    def charset_in_http10(self) -> bytes | None:
        """The charset by the rule of HTTP/1.0: text without one is in ISO-8859-1 (RFC 1945, 3.6.1). RFC 9110 dropped
        that.
        """
    @property
    def boundary(self) -> bytes | None:
        """The boundary between the parts of a multipart type (RFC 2046, 5.1.1)."""
    def is_(self, type_name: str, subtype_name: str, /) -> bool:
        """Whether it is this type and subtype, whatever its parameters."""
    def has_same_essence(self, other: MediaType, /) -> bool:
        """Whether type and subtype are those of the other."""
    def find(self, name: str, /) -> bytes | None:
        """The value of the first parameter with this name."""
    def write(self) -> bytes:
        """Writes it, with no whitespace, and quotes only where they are needed."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def media_type(value: OctetsLike, /) -> MediaType:
    """Reads a Content-Type."""

def write_media_type(type_name: str, subtype_name: str, parameters: ParametersLike = (), /) -> bytes:
    """Writes a Content-Type of its parts."""

@final
class ContentCoding:
    """A content coding (RFC 9110, 8.4.1). Two are equal that are the same coding: an alias is what it stands for."""

    __match_args__: ClassVar[tuple[Literal["name"]]]
    def __new__(cls, name: str) -> Self: ...
    @property
    def name(self) -> str:
        """Its name; case does not matter."""
    @property
    def coding(self) -> Coding:
        """Which it is; an alias is told as what it stands for."""
    def write(self) -> bytes:
        """Writes the name; that of the coding itself for an alias."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def content_encoding(value: OctetsLike, /) -> Iterator[ContentCoding]:
    """Reads a Content-Encoding (RFC 9110, 8.4), in the order in which the codings were applied."""

@final
class TransferCoding:
    """A transfer coding, as a member of Transfer-Encoding or of TE (RFC 9112, 7; RFC 9110, 10.1.4)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["parameters"], Literal["weight"]]]
    def __new__(cls, name: str, parameters: ParametersLike = (), weight: int = 1000) -> Self: ...
    @property
    def name(self) -> str:
        """Its name; case does not matter."""
    @property
    def parameters(self) -> tuple[tuple[str, bytes], ...]:
        """The parameters before the weight."""
    @property
    def weight(self) -> int:
        """In TE, its weight in thousandths; in Transfer-Encoding always 1000."""
    @property
    def coding(self) -> Transfer:
        """Which it is; an alias is told as what it stands for."""
    def write(self) -> bytes:
        """Writes it; the name of the coding itself for an alias."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def transfer_encoding(value: OctetsLike, /) -> Iterator[TransferCoding]:
    """Reads a Transfer-Encoding (RFC 9112, 6.1), in the order in which the codings were applied."""

def te(value: OctetsLike, /) -> Iterator[TransferCoding]:
    """Reads a TE (RFC 9110, 10.1.4), member by member."""

def content_language(value: OctetsLike, /) -> Iterator[str]:
    """Reads a Content-Language: language tags (RFC 9110, 8.5), whose case does not matter."""

def write_content_language(tags: Sequence[str], /) -> bytes:
    """Writes a Content-Language."""

def content_md5(value: OctetsLike, /) -> bytes:
    """Reads a Content-MD5: sixteen octets (RFC 1864, 2)."""

def write_content_md5(digest: OctetsLike, /) -> bytes:
    """Writes a Content-MD5 of sixteen octets."""

def mime_version(value: OctetsLike, /) -> tuple[int, int]:
    """Reads a MIME-Version, over the comments in it: the numbers before the point and behind it (RFC 2045, 4)."""

def write_mime_version(major: int, minor: int, /) -> bytes:
    """Writes a MIME-Version."""

@final
class ContentTransferEncoding:
    """A Content-Transfer-Encoding (RFC 2045, 6). HTTP has none; parts of a form and messages of old gateways do."""

    __match_args__: ClassVar[tuple[Literal["name"]]]
    def __new__(cls, name: str) -> Self: ...
    @property
    def name(self) -> str:
        """Its name; case does not matter."""
    @property
    def mechanism(self) -> Mechanism:
        """Which mechanism it is."""
    def write(self) -> bytes:
        """Writes the name; for a mechanism with a number, its own."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def content_transfer_encoding(value: OctetsLike, /) -> ContentTransferEncoding:
    """Reads a Content-Transfer-Encoding, over comments about it."""
