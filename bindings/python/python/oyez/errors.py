# SPDX-License-Identifier: MIT OR Apache-2.0
"""What can go wrong: theirs and yours."""

from __future__ import annotations

from typing import final

__all__ = ["Error", "MisuseError", "ProtocolError"]


class Error(Exception):
    """The base of both errors below. What the system refuses is an OSError, what takes too long a TimeoutError."""


@final
class ProtocolError(Error):
    """The peer broke the protocol.

    A server end may answer it, once, with `status`; unless it `may_continue`, the connection is over then.
    """

    name: str
    """Which rule was broken, such as "CHUNK_SIZE"; never used again for another."""
    clause: str
    """Where that rule stands, such as "RFC 9112, 7.1"."""
    status: int | None
    """The status to answer with; None when no answer is called for."""
    offset: int
    """Octets from the beginning of the connection to the offending one."""
    field: str | None
    """The name of the field concerned, cut after 40 octets."""
    may_continue: bool
    """Framing is certain: once a final response is sent, the connection goes on."""

    def __init__(
        self,
        text: str,
        name: str,
        clause: str,
        *,
        status: int | None = None,
        offset: int = 0,
        field: str | None = None,
        may_continue: bool = False,
    ) -> None:
        super().__init__(f"{text} ({clause}) at octet {offset}" if clause else f"{text} at octet {offset}")
        self.name = name
        self.clause = clause
        self.status = status
        self.offset = offset
        self.field = field
        self.may_continue = may_continue


@final
class MisuseError(Error):
    """The program asked for what the protocol or the state forbids. Nothing was changed."""

    name: str
    """What was wrong, such as "FIELD_RESERVED"."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


for _error in (Error, ProtocolError, MisuseError):
    _error.__module__ = "oyez"
