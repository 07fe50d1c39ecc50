# SPDX-License-Identifier: MIT OR Apache-2.0
"""Structured fields (RFC 9651): Integer is int, Decimal a Decimal, String str, Byte Sequence bytes, Boolean bool, Date
an aware datetime; Token and Display String have classes of their own.

Lines of a field are to be joined by ", " before. Of a key that stands twice, the last value counts.
"""

import builtins
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias, final

from typing_extensions import Self

from oyez.fields._kinds import OctetsLike

__all__ = [
    "DisplayString",
    "InnerList",
    "Item",
    "Token",
    "dictionary",
    "item",
    "list",
    "write_dictionary",
    "write_list",
]

_BareItem: TypeAlias = int | Decimal | str | Token | bytes | bool | datetime | DisplayString
_BareItems: TypeAlias = Mapping[str, _BareItem] | Iterable[tuple[str, _BareItem]]

@final
class Token:
    """A Token (RFC 9651, 3.3.4)."""

    __match_args__: ClassVar[tuple[Literal["text"]]]
    def __new__(cls, text: str) -> Self: ...
    @property
    def text(self) -> str:
        """A letter or "*", and then more."""
    def __str__(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class DisplayString:
    """A Display String (RFC 9651, 3.3.8), of all characters there are."""

    __match_args__: ClassVar[tuple[Literal["text"]]]
    def __new__(cls, text: str) -> Self: ...
    @property
    def text(self) -> str:
        """What it says."""
    def __str__(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Item:
    """An item: a bare item and its parameters (RFC 9651, 3.3)."""

    __match_args__: ClassVar[tuple[Literal["value"], Literal["parameters"]]]
    def __new__(cls, value: _BareItem, parameters: _BareItems = {}) -> Self: ...
    @property
    def value(self) -> _BareItem:
        """The bare item."""
    @property
    def parameters(self) -> dict[str, _BareItem]:
        """Its parameters, in order."""
    def write(self) -> bytes:
        """Writes it in the one way there is for it (RFC 9651, 4.1.3)."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

@final
class InnerList:
    """An inner list: items, and parameters of all of it (RFC 9651, 3.1.1)."""

    __match_args__: ClassVar[tuple[Literal["items"], Literal["parameters"]]]
    def __new__(cls, items: Iterable[Item | _BareItem], parameters: _BareItems = {}) -> Self: ...
    @property
    def items(self) -> tuple[Item | _BareItem, ...]:
        """The items."""
    @property
    def parameters(self) -> dict[str, _BareItem]:
        """The parameters of the list, in order."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

def item(value: OctetsLike, /) -> Item:
    """Reads a field that is an item (RFC 9651, 4.2)."""

def list(value: OctetsLike, /) -> builtins.list[Item | InnerList]:
    """Reads a field that is a list (RFC 9651, 4.2.1): items and inner lists. An empty one is a list, too."""

def dictionary(value: OctetsLike, /) -> dict[str, Item | InnerList]:
    """Reads a field that is a dictionary (RFC 9651, 4.2.2). An empty one is a dictionary, too."""

def write_list(members: Iterable[Item | InnerList | _BareItem], /) -> bytes:
    """Writes a list of items, inner lists and bare items (RFC 9651, 4.1.1). Of none, nothing is written: then there is
    to be no field.
    """

def write_dictionary(members: Mapping[str, Item | InnerList | _BareItem], /) -> bytes:
    """Writes a dictionary of items, inner lists and bare items (RFC 9651, 4.1.2). Of none, nothing is written."""
