# SPDX-License-Identifier: MIT OR Apache-2.0
"""What can be wrong with a value."""

from __future__ import annotations

from typing import final

__all__ = ["InvalidValue"]


@final
class InvalidValue(ValueError):
    """A value breaks a rule. (One that was given to be written, and is none, raises MisuseError.)"""

    number: int
    """Which rule, as in C and Rust."""
    name: str
    """The same, such as "MEDIA_TYPE"; never used again for another."""
    clause: str
    """Where that rule stands, such as "RFC 9110, 8.3.1"."""
    offset: int
    """Octets from the start of the value to the one that broke it; its length, where it ends too early."""

    def __init__(self, text: str, number: int, name: str, clause: str, offset: int) -> None:
        super().__init__(text, number, name, clause, offset)
        self.number = number
        self.name = name
        self.clause = clause
        self.offset = offset

    def __str__(self) -> str:
        return f"{self.args[0]} ({self.clause}) at octet {self.offset}"


InvalidValue.__module__ = "oyez.fields"
