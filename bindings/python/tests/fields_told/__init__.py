# SPDX-License-Identifier: MIT OR Apache-2.0
"""What reading a value tells, in lines of words: as `tests/support/values/*.rs` do, but through Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Protocol

from cases import quoted

from oyez import fields

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NOW = EPOCH + timedelta(seconds=1_700_000_000)

Pairs = Iterable[tuple[str, bytes | None]]


class Writable(Protocol):
    def write(self) -> bytes: ...


@dataclass
class Told:
    """What was told of a value, and what was read, written; None for what is never written, or was refused."""

    lines: list[str] = field(default_factory=list)
    write: Callable[[], bytes] | None = None

    def line(self, *words: str | None) -> None:
        self.lines.append(" ".join(word for word in words if word is not None))

    def parameters(self, pairs: Pairs) -> None:
        for name, value in pairs:
            self.line(";", name if value is None else octets(name, value))


def octets(name: str, value: bytes | str | None) -> str | None:
    if value is None:
        return None
    return f"{name}={quoted(value.encode('utf-8') if isinstance(value, str) else value)}"


def number(name: str, value: int | None) -> str | None:
    return None if value is None else f"{name}={value:d}"


def seconds(name: str, value: datetime | None) -> str | None:
    return None if value is None else number(name, int((value - EPOCH).total_seconds()))


def flag(name: str, holds: bool) -> str | None:
    return name if holds else None


def word(kind: fields.Coding | fields.Transfer) -> str | None:
    return None if kind == 0 else kind.name.lower()


def tell(read: Callable[[Told, bytes], None], value: bytes) -> Told:
    """What a value tells."""
    told = Told()
    try:
        read(told, value)
    except fields.InvalidValue as error:
        told.line("refused", error.name, f"at={error.offset}")
        told.write = None
    return told


Reader = Callable[[Told, bytes], None]


def of_list(told: Told, members: Iterable[object], line: Callable[[object], None]) -> None:
    """Pulls a list: what stands before an invalid member is told."""
    read: list[object] = []
    told.write = lambda: fields.write_list(read)  # type: ignore[arg-type]
    for member in members:
        line(member)
        read.append(member)


def extended(name: str, value: fields.ExtValue | None) -> Sequence[str | None]:
    if value is None:
        return ()
    charset = octets("charset", value.charset_name) if value.text is None else None
    said = value.octets if value.text is None else value.text
    return octets(name, said), charset, octets("language", value.language or None)


def names(read: Callable[[bytes], Iterable[str]], name: str, special: str = "", called: str = "") -> Reader:
    """A list of names; one of them may be special."""

    def reader(told: Told, value: bytes) -> None:
        def line(one: object) -> None:
            assert isinstance(one, str)
            told.line(octets(name, one), flag(called, one.lower() == special != ""))

        of_list(told, read(value), line)

    return reader
