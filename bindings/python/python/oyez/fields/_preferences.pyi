# SPDX-License-Identifier: MIT OR Apache-2.0
"""Preferences: Accept, Accept-Charset, Accept-Encoding, Accept-Language, Accept-Ranges, Vary."""

from collections.abc import Iterator
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._media import MediaType
from oyez.fields._kinds import Coding, OctetsLike, ParametersLike

__all__ = [
    "CharsetPreference",
    "CodingPreference",
    "LanguagePreference",
    "MediaRange",
    "accept",
    "accept_charset",
    "accept_encoding",
    "accept_language",
    "accept_ranges",
    "qvalue",
    "vary",
]

@final
class MediaRange:
    """A member of Accept: a media range and its weight (RFC 9110, 12.5.1)."""

    __match_args__: ClassVar[
        tuple[Literal["type_name"], Literal["subtype_name"], Literal["parameters"], Literal["weight"]]
    ]
    def __new__(
        cls, type_name: str, subtype_name: str, parameters: ParametersLike = (), weight: int = 1000
    ) -> Self: ...
    @property
    def type_name(self) -> str:
        """The type, or "*"; case does not matter."""
    @property
    def subtype_name(self) -> str:
        """The subtype, or "*"; case does not matter."""
    @property
    def parameters(self) -> tuple[tuple[str, bytes], ...]:
        """The parameters that a media type must have to be in the range."""
    @property
    def weight(self) -> int:
        """In thousandths; 0 is "not acceptable"."""
    @property
    def specificity(self) -> int:
        """The range with the larger number decides about a media type that is in two (RFC 9110, 12.5.1)."""
    def matches(self, media_type: MediaType, /) -> bool:
        """Whether a media type is in the range: with each parameter of the range, that of charset in any case."""
    def write(self) -> bytes:
        """Writes it, the weight last, if it is not 1000."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def accept(value: OctetsLike, /) -> Iterator[MediaRange]:
    """Reads an Accept, member by member."""

@final
class CharsetPreference:
    """A member of Accept-Charset: the name of a charset, or "*", and its weight (RFC 9110, 12.5.2)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["weight"]]]
    def __new__(cls, name: str, weight: int = 1000) -> Self: ...
    @property
    def name(self) -> str:
        """The name, or "*"; case does not matter."""
    @property
    def weight(self) -> int:
        """In thousandths."""
    @property
    def is_any(self) -> bool:
        """It is for any charset that is not listed."""
    def is_(self, charset: str, /) -> bool:
        """Whether it names this charset."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def accept_charset(value: OctetsLike, /) -> Iterator[CharsetPreference]:
    """Reads an Accept-Charset, member by member."""

@final
class CodingPreference:
    """A member of Accept-Encoding: a content coding, "identity" or "*", and its weight (RFC 9110, 12.5.3)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["weight"]]]
    def __new__(cls, name: str, weight: int = 1000) -> Self: ...
    @property
    def name(self) -> str:
        """The coding's name; case does not matter."""
    @property
    def weight(self) -> int:
        """In thousandths."""
    @property
    def coding(self) -> Coding:
        """Which coding it is; an alias is told as what it stands for."""
    @property
    def is_any(self) -> bool:
        """It is for any coding that is not listed."""
    def write(self) -> bytes:
        """Writes it; the name of the coding itself for an alias."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def accept_encoding(value: OctetsLike, /) -> Iterator[CodingPreference]:
    """Reads an Accept-Encoding, member by member."""

@final
class LanguagePreference:
    """A member of Accept-Language: a basic language range and its weight (RFC 9110, 12.5.4)."""

    __match_args__: ClassVar[tuple[Literal["range"], Literal["weight"]]]
    def __new__(cls, range: str, weight: int = 1000) -> Self: ...
    @property
    def range(self) -> str:
        """The range: a tag, or "*"; case does not matter."""
    @property
    def weight(self) -> int:
        """In thousandths."""
    @property
    def is_any(self) -> bool:
        """The range is "*"."""
    def matches(self, tag: str, /) -> bool:
        """Whether the range matches a tag by basic filtering (RFC 4647, 3.3.1): it is the tag, or the tag goes on
        behind it.
        """
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def accept_language(value: OctetsLike, /) -> Iterator[LanguagePreference]:
    """Reads an Accept-Language, member by member."""

def accept_ranges(value: OctetsLike, /) -> Iterator[str]:
    """Reads an Accept-Ranges: the names of range units, or "none" (RFC 9110, 14.3)."""

def vary(value: OctetsLike, /) -> Iterator[str]:
    """Reads a Vary: the names of fields of the request, or "*" (RFC 9110, 12.5.5)."""

def qvalue(value: OctetsLike, /) -> int:
    """Reads a qvalue, in thousandths: from 0 (not acceptable) to 1000 (RFC 9110, 12.4.2)."""
