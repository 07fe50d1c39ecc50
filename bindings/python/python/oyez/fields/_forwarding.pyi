# SPDX-License-Identifier: MIT OR Apache-2.0
"""What intermediaries tell of a message: Via, Forwarded, X-Forwarded-For, Client-IP."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import OctetsLike, ParametersLike

__all__ = [
    "Element",
    "Hop",
    "Node",
    "Recipient",
    "client_ip",
    "forwarded",
    "node",
    "via",
    "x_forwarded_for",
]

@final
class Recipient:
    """A recipient that passed a message on: a member of Via (RFC 9110, 7.6.3)."""

    __match_args__: ClassVar[tuple[Literal["version"], Literal["received_by"]]]
    def __new__(
        cls,
        version: str,
        received_by: str,
        port: int | None = None,
        comment: OctetsLike | None = None,
        protocol: str = "HTTP",
    ) -> Self: ...
    @property
    def version(self) -> str:
        """The version of the protocol it received the message by."""
    @property
    def received_by(self) -> str:
        """Its host, or a pseudonym for it; case does not matter."""
    @property
    def port(self) -> int | None:
        """Its port."""
    @property
    def comment(self) -> bytes | None:
        """What it says of its software."""
    @property
    def protocol(self) -> str:
        """The name of the protocol; case does not matter."""
    def write(self) -> bytes:
        """Writes it; of a protocol named HTTP only the version."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def via(value: OctetsLike, /) -> Iterator[Recipient]:
    """Reads a Via, the first recipient first."""

@final
class Node:
    """A client or a proxy, as far as somebody tells (RFC 7239, 6)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["port"]]]
    def __new__(cls, name: str, port: str | None = None) -> Self: ...
    @property
    def name(self) -> str:
        """An address, of IPv6 without its brackets; or "unknown"; or "_" and what stands for it."""
    @property
    def port(self) -> str | None:
        """One to five digits; or "_" and what stands for them."""
    @property
    def address(self) -> IPv4Address | IPv6Address | None:
        """The address, if the name is one."""
    @property
    def port_number(self) -> int | None:
        """The number of its port, unless something else stands for it."""
    @property
    def is_unknown(self) -> bool:
        """Nobody knows who it is."""
    def write(self) -> bytes:
        """Writes it as the value of a pair: in quotes where it is no token."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def node(value: OctetsLike, /) -> Node:
    """Reads a node identifier, its quoting undone."""

@final
class Element:
    """What one proxy tells: a member of Forwarded (RFC 7239). Only what a proxy added that one trusts is to be
    believed.
    """

    def __new__(
        cls,
        client: Node | None = None,
        *,
        by: Node | None = None,
        host: str | None = None,
        proto: str | None = None,
        extensions: ParametersLike = (),
    ) -> Self: ...
    @property
    def client(self) -> Node | None:
        """for: who made the request (RFC 7239, 5.2)."""
    @property
    def by(self) -> Node | None:
        """by: where the proxy received it (RFC 7239, 5.1)."""
    @property
    def host(self) -> str | None:
        """The Host that the proxy received (RFC 7239, 5.3)."""
    @property
    def proto(self) -> str | None:
        """The scheme of the request (RFC 7239, 5.4); case does not matter."""
    @property
    def extensions(self) -> tuple[tuple[str, bytes], ...]:
        """All other pairs (RFC 7239, 5.5)."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def forwarded(value: OctetsLike, /) -> Iterator[Element]:
    """Reads a Forwarded, the first proxy's element first."""

@final
class Hop:
    """Who made a request, as far as somebody tells: a member of X-Forwarded-For, or a Client-IP. Two are equal that
    have the same address, however it was written; or the same text.
    """

    __match_args__: ClassVar[tuple[Literal["text"]]]
    def __new__(cls, text: str) -> Self: ...
    @property
    def text(self) -> str:
        """An address, with or without brackets, quotes and port; or "unknown", or a name, or anything."""
    @property
    def address(self) -> IPv4Address | IPv6Address | None:
        """The address, if the text is one."""
    @property
    def port(self) -> int | None:
        """The port behind the address."""
    def write(self) -> bytes:
        """Writes the address, and the port if there is one; the text where there is no address."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def x_forwarded_for(value: OctetsLike, /) -> Iterator[Hop]:
    """Reads an X-Forwarded-For, the client first."""

def client_ip(value: OctetsLike, /) -> Hop:
    """Reads a Client-IP, which has one member."""
