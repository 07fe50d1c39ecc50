# SPDX-License-Identifier: MIT OR Apache-2.0
"""Forwarding."""

from collections.abc import Iterable
from typing import ClassVar, Literal, final

from oyez import Fields, FieldsLike
from oyez.fields._forwarding import Element, Hop, Recipient
from oyez.semantics._kinds import AbuseKind, ConnectKind, ForwardsKind, Receiver

__all__ = [
    "Abuse",
    "Connect",
    "Forwards",
    "Route",
    "connection_persists",
    "decide_connect",
    "decide_forwards",
    "forward_host",
    "forward_target",
    "forwarded_fields",
    "may_transform",
    "route",
    "takes_trailers",
    "told_by_forwarded",
    "told_by_x_forwarded_for",
    "version_to_send",
    "via_recipient",
]

@final
class Abuse:
    """Why a message is not to be passed on: 400 for a request, 502 for a response."""

    __match_args__: ClassVar[tuple[Literal["kind"], Literal["name"]]]
    @property
    def kind(self) -> AbuseKind:
        """Why."""
    @property
    def name(self) -> str | None:
        """The name of the field that is for all recipients."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def forwarded_fields(
    fields: FieldsLike,
    /,
    *,
    keep_length: bool = False,
    keep_trailer: bool = False,
    keep_proxy_credentials: bool = False,
    drop_expect: bool = False,
    drop_host: bool = False,
    drop_max_forwards: bool = False,
    drop_told: bool = False,
    from_mime: bool = False,
    strip_end_to_end: bool = False,
) -> Fields | Abuse:
    """The field lines of a message that are passed on (RFC 9110, 7.6.1), or why it is not to be."""

@final
class Route:
    """Where a message has been (RFC 9110, 7.6.3)."""

    __match_args__: ClassVar[tuple[Literal["recipients"], Literal["here"]]]
    @property
    def recipients(self) -> int:
        """The recipients that Via names."""
    @property
    def here(self) -> int:
        """How often one of them was this one."""
    def status(self, most: int = 0, /) -> int | None:
        """The status of a request that is not to be passed on, 508, for it was here before, or has been received most
        times; else None. A most of 0 allows any number.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def route(fields: FieldsLike, name: str, /, port: int | None = None) -> Route:
    """Looks in Via for a recipient, by the name and the port that it tells of itself."""

def via_recipient(version: tuple[int, int], name: str, /, port: int | None = None) -> Recipient:
    """What a recipient adds to Via, in a line behind the others: the version by which it received the message, and its
    name, or a pseudonym for it.
    """

@final
class Forwards:
    """How far a request goes (RFC 9110, 7.6.2)."""

    __match_args__: ClassVar[tuple[Literal["kind"], Literal["left"]]]
    @property
    def kind(self) -> ForwardsKind:
        """Whether it goes further."""
    @property
    def left(self) -> int | None:
        """The Max-Forwards to send, where there is one."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def decide_forwards(method: str, fields: FieldsLike, /) -> Forwards:
    """Decides by Max-Forwards whether a TRACE or an OPTIONS goes further; it says nothing of any other method."""

def forward_target(
    method: str,
    target: str,
    /,
    host: str = "",
    *,
    scheme: str = "http",
    to_proxy: bool = False,
) -> str | None:
    """The target of the request that is sent on, to an origin server or to_proxy (RFC 9112, 3.2); None where 400 is the
    answer. host is the Host received, scheme that of the connection it came by.
    """

def forward_host(method: str, target: str, /, host: str = "") -> str | None:
    """The Host of the request that is sent on: that of the target, whatever Host said, or else what Host said
    (RFC 9112, 3.2.2); None for what is no host.
    """

def connection_persists(receiver: Receiver, version: tuple[int, int], fields: FieldsLike, /) -> bool:
    """Whether the connection by which a message was received persists, if both wish it (RFC 9112, 9.3)."""

def version_to_send(
    own: tuple[int, int],
    peer: tuple[int, int] | None = None,
    misbehaves: bool = False,
) -> tuple[int, int]:
    """The version to send a message with: one's own, never that of the message received (RFC 9112, 2.3). misbehaves says
    that who gets it does not keep what a version above its own promises.
    """

@final
class Connect:
    """What a CONNECT gets (RFC 9110, 9.3.6)."""

    __match_args__: ClassVar[tuple[Literal["kind"], Literal["host"], Literal["port"]]]
    @property
    def kind(self) -> ConnectKind:
        """Whether a tunnel is begun."""
    @property
    def host(self) -> str | None:
        """The host to connect to; an IPv6 address in its brackets."""
    @property
    def port(self) -> int | None:
        """The port that was asked for."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

def decide_connect(target: str, /, ports: Iterable[int] = ()) -> Connect:
    """Decides what a CONNECT gets. Tunnels go to some ports only; if none are told, to 443."""

def takes_trailers(version: tuple[int, int], fields: FieldsLike, /) -> bool:
    """Whether a client takes a trailer section: its TE says so, of this connection (RFC 9110, 6.5.1 and 10.1.4)."""

def may_transform(fields: FieldsLike, /) -> bool:
    """Whether a proxy may transform the content: nobody forbade it (RFC 9110, 7.7)."""

def told_by_forwarded(fields: FieldsLike, /, proxies: int = 1) -> Element | None:
    """What the outermost of one's own proxies told by Forwarded, when so many stand before one: counted from the end, for
    whatever stands before it, the client may have made up (RFC 7239, 8.1). None if it told nothing, or the list is
    broken.
    """

def told_by_x_forwarded_for(fields: FieldsLike, /, proxies: int = 1) -> Hop | None:
    """The same by X-Forwarded-For, to which each proxy adds who it received the request from."""
