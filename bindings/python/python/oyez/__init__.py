# SPDX-License-Identifier: MIT OR Apache-2.0
"""HTTP/0.9, 1.0 and 1.1: strict, without input or output of its own, and a small server.

What the grammar confines to ASCII is `str`: methods, targets, field names. What may hold any octet is `bytes`: field
values, content. A `Connection` turns octets into events and events into octets; a `Server` does the same on sockets.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias, Union

from oyez._oyez import (
    Closed,
    Complete,
    Connection,
    Content,
    Exchange,
    Fields,
    Informational,
    PeerEnded,
    Request,
    Response,
    Server,
    Stats,
    Tunnel,
    __version__,
    date,
    percent_decode,
    reason,
)
from oyez.errors import Error, MisuseError, ProtocolError
from oyez.kinds import Interest, Leniency, Role, TargetForm, Wants

Octets: TypeAlias = bytes | bytearray | memoryview
FieldsLike: TypeAlias = Union[Fields, Mapping[str, str | Octets], Iterable[tuple[str, str | Octets]]]
Event: TypeAlias = Request | Response | Informational | Content | Complete | Tunnel | PeerEnded | Closed
Sendable: TypeAlias = Request | Response | Informational | Content | Complete

__all__ = [
    "Closed",
    "Complete",
    "Connection",
    "Content",
    "Error",
    "Event",
    "Exchange",
    "Fields",
    "FieldsLike",
    "Informational",
    "Interest",
    "Leniency",
    "MisuseError",
    "Octets",
    "PeerEnded",
    "ProtocolError",
    "Request",
    "Response",
    "Role",
    "Sendable",
    "Server",
    "Stats",
    "TargetForm",
    "Tunnel",
    "Wants",
    "__version__",
    "date",
    "percent_decode",
    "reason",
]

Mapping.register(Fields)
