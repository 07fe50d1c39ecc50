# SPDX-License-Identifier: MIT OR Apache-2.0
"""Lists, written."""

from collections.abc import Iterable
from typing import TypeAlias

from oyez.fields._caching import Directive, Warning
from oyez.fields._conditions import EntityTag
from oyez.fields._credentials import Challenge
from oyez.fields._forwarding import Element, Hop, Recipient
from oyez.fields._media import ContentCoding, TransferCoding
from oyez.fields._preferences import CharsetPreference, CodingPreference, LanguagePreference, MediaRange
from oyez.fields._routing import Expectation, Protocol
from oyez.fields._uris import Link

__all__ = [
    "write_list",
]

_Member: TypeAlias = (
    str
    | CharsetPreference
    | CodingPreference
    | LanguagePreference
    | MediaRange
    | Challenge
    | ContentCoding
    | Directive
    | Element
    | EntityTag
    | Expectation
    | Hop
    | Link
    | Protocol
    | Recipient
    | TransferCoding
    | Warning
)

def write_list(members: Iterable[_Member], /) -> bytes:
    """Writes members of a list, a comma and a space between two: what a reader of a list tells. Names, such as those of
    Vary and Allow, are tokens.
    """
