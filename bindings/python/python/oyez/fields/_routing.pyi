# SPDX-License-Identifier: MIT OR Apache-2.0
"""Routing: Host, Connection, Keep-Alive, Upgrade, Trailer, Expect."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from typing import ClassVar, Literal, final

from typing_extensions import Self

from oyez.fields._kinds import OctetsLike, ParametersLike

__all__ = [
    "Expectation",
    "Host",
    "KeepAlive",
    "Protocol",
    "connection",
    "expect",
    "host",
    "keep_alive",
    "trailer",
    "upgrade",
]

@final
class Host:
    """A host, and its port: the value of Host (RFC 9110, 7.2)."""

    __match_args__: ClassVar[tuple[Literal["host"], Literal["port"]]]
    def __new__(cls, host: str, port: int | None = None) -> Self: ...
    @property
    def host(self) -> str:
        """An IP-literal in its brackets, an IPv4 address or a registered name, still encoded; case does not matter.
        Empty where the target has no authority.
        """
    @property
    def port(self) -> int | None:
        """The port, unless it is the scheme's own."""
    @property
    def address(self) -> IPv4Address | IPv6Address | None:
        """The address, if the host is one."""
    def write(self) -> bytes:
        """Writes the host, and the port if there is one."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def host(value: OctetsLike, /) -> Host:
    """Reads a Host."""

def connection(value: OctetsLike, /) -> Iterator[str]:
    """Reads a Connection: "close", "keep-alive" and names of fields (RFC 9110, 7.6.1), whose case does not matter."""

def trailer(value: OctetsLike, /) -> Iterator[str]:
    """Reads a Trailer: names of fields (RFC 9110, 6.6.2), whose case does not matter."""

@final
class KeepAlive:
    """What a Keep-Alive promises (RFC 2068, 19.7.1.1)."""

    __match_args__: ClassVar[tuple[Literal["timeout"], Literal["max"]]]
    def __new__(cls, timeout: int | None = None, max: int | None = None) -> Self: ...
    @property
    def timeout(self) -> int | None:
        """Seconds that an idle connection stays open."""
    @property
    def max(self) -> int | None:
        """Requests that will still be answered."""
    def write(self) -> bytes:
        """Writes the parameters there are."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def keep_alive(value: OctetsLike, /) -> KeepAlive:
    """Reads a Keep-Alive. Parameters of other names are passed over."""

@final
class Protocol:
    """A protocol: a member of Upgrade (RFC 9110, 7.8)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["version"]]]
    def __new__(cls, name: str, version: str | None = None) -> Self: ...
    @property
    def name(self) -> str:
        """Its name; case does not matter."""
    @property
    def version(self) -> str | None:
        """Its version."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def upgrade(value: OctetsLike, /) -> Iterator[Protocol]:
    """Reads an Upgrade, the best protocol first."""

@final
class Expectation:
    """An expectation: a member of Expect (RFC 9110, 10.1.1)."""

    __match_args__: ClassVar[tuple[Literal["name"], Literal["value"], Literal["parameters"]]]
    def __new__(cls, name: str, value: OctetsLike | None = None, parameters: ParametersLike = ()) -> Self: ...
    @property
    def name(self) -> str:
        """Its name; case does not matter."""
    @property
    def value(self) -> bytes | None:
        """What its value says."""
    @property
    def parameters(self) -> tuple[tuple[str, bytes], ...]:
        """The parameters behind a value."""
    @property
    def is_continue(self) -> bool:
        """The client waits for a 100 before it sends its content."""
    def write(self) -> bytes:
        """Writes it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def expect(value: OctetsLike, /) -> Iterator[Expectation]:
    """Reads an Expect, member by member."""
