# SPDX-License-Identifier: MIT OR Apache-2.0
"""The enumerations, with the numbers that they have in C and Rust."""

from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import NamedTuple

__all__ = ["Interest", "Leniency", "Role", "TargetForm", "Wants"]


class Role(IntEnum):
    """Which end of a connection this is."""

    SERVER = 0
    CLIENT = 1


class TargetForm(IntEnum):
    """Which form a request-target has (RFC 9112, 3.2)."""

    ORIGIN = 0
    ABSOLUTE = 1
    AUTHORITY = 2
    ASTERISK = 3


class Leniency(IntFlag):
    """What a recipient MAY tolerate, and what a message made use of."""

    BARE_LF = 1
    """A bare LF ended a line of the head (RFC 9112, 2.2)."""
    OBS_FOLD = 2
    """An obs-fold was replaced by spaces (RFC 9112, 5.2)."""
    HTTP09 = 4
    """It was an HTTP/0.9 simple request (RFC 1945, 4.1)."""
    UNENDED_HEAD = 8
    """The connection ended before the last empty line of the head of a message without content."""
    TRAILER_DROPPED = 1 << 16
    """Only reported: fields were dropped that a trailer section may not hold (RFC 9110, 6.5.1)."""


class Wants(IntFlag):
    """What a connection waits for."""

    STEP = 1
    """To be iterated over: it has something to tell without more input."""
    READ = 2
    """Octets from the transport."""
    WRITE = 4
    """`data_to_send()` to be written to the transport."""
    SHUTDOWN = 8
    """The transport's sending side to be shut, while reading goes on (RFC 9112, 9.6)."""
    CLOSE = 16
    """The transport to be closed."""


class Interest(NamedTuple):
    """What a connection waits for, and for how long."""

    wants: Wants
    wait: float | None
    """Seconds until it should be told the time and iterated over, although nothing happened; None: never."""


for _kind in (Role, TargetForm, Leniency, Wants, Interest):
    _kind.__module__ = "oyez"
