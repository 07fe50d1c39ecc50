# SPDX-License-Identifier: MIT OR Apache-2.0
"""Who and what: From, User-Agent and Server, Title, Allow and Public, versions."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import OctetsLike

__all__ = [
    "Comment",
    "Mailbox",
    "Product",
    "VersionNumber",
    "allow",
    "from_",
    "products",
    "public",
    "title",
    "version_number",
    "write_products",
    "write_title",
]

@final
class Mailbox:
    """A mailbox: the value of From (RFC 9110, 10.1.2; RFC 5322, 3.4), all in US-ASCII."""

    __match_args__: ClassVar[tuple[Literal["local_part"], Literal["domain"], Literal["display_name"]]]
    def __new__(cls, local_part: str, domain: str, display_name: str | None = None) -> Self: ...
    @property
    def local_part(self) -> str:
        """What the part before the "@" says."""
    @property
    def domain(self) -> str:
        """The part behind the "@": a name, or an address in brackets; case does not matter."""
    @property
    def display_name(self) -> str | None:
        """The name of its owner."""
    def write(self) -> bytes:
        """Writes it; names in quotes only where they have to be."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def from_(value: OctetsLike, /) -> Mailbox:
    """Reads a From."""

@final
class Product:
    """A product of User-Agent or Server (RFC 9110, 10.1.5)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["version"]]]
    def __new__(cls, name: str, version: str | None = None) -> Self: ...
    @property
    def name(self) -> str:
        """Its name."""
    @property
    def version(self) -> str | None:
        """Its version."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Comment:
    """A comment on the product before it (RFC 9110, 5.6.5)."""

    __match_args__: ClassVar[tuple[Literal["text"]]]
    def __new__(cls, text: OctetsLike) -> Self: ...
    @property
    def text(self) -> bytes:
        """What it says, comments within it included."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def products(value: OctetsLike, /) -> Iterator[Product | Comment]:
    """Reads a User-Agent or a Server: products, and comments on them, the most significant first."""

def write_products(parts: Iterable[Product | Comment], /) -> bytes:
    """Writes products and comments, a space between them."""

def title(value: OctetsLike, /) -> bytes:
    """Reads a Title: what a document is called (RFC 1945, D.2.9)."""

def write_title(text: OctetsLike, /) -> bytes:
    """Writes a Title."""

def allow(value: OctetsLike, /) -> Iterator[str]:
    """Reads an Allow: methods of the target resource, perhaps none; case matters (RFC 9110, 10.2.1)."""

def public(value: OctetsLike, /) -> Iterator[str]:
    """Reads a Public: methods of the server (RFC 2068, 14.35)."""

@final
class VersionNumber:
    """A version as RFC 1945, 3.1, reads it: two numbers of any width, whose leading zeros say nothing. 2.4 is lower
    than 2.13.
    """

    __match_args__: ClassVar[tuple[Literal["major"], Literal["minor"]]]
    def __new__(cls, major: str, minor: str) -> Self: ...
    @property
    def major(self) -> str:
        """The digits of the major version."""
    @property
    def minor(self) -> str:
        """The digits of the minor version."""
    def write(self) -> bytes:
        """Writes it behind "HTTP/", without leading zeros."""
    def __lt__(self, other: VersionNumber, /) -> bool: ...
    def __le__(self, other: VersionNumber, /) -> bool: ...
    def __gt__(self, other: VersionNumber, /) -> bool: ...
    def __ge__(self, other: VersionNumber, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def version_number(value: OctetsLike, /) -> VersionNumber:
    """Reads a version behind "HTTP/", in any case."""
