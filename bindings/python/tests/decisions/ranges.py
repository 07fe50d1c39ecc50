# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about ranges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from conditions import NOW, time, validators
from oyez import MisuseError
from oyez.semantics import (
    Byteranges,
    EnclosedKind,
    RangeOutcome,
    accepts_ranges,
    decide_range,
    enclosed,
    joined,
    may_combine,
)

if TYPE_CHECKING:
    from ask import Row


def spans(row: Row, name: str) -> list[tuple[int, int]]:
    """Spans as "0-9 20-29"."""
    pairs = [span.split("-") for span in (row.text(name) or "").split(" ")]
    return [(int(first), int(last)) for first, last in pairs]


def told(all_spans: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"{first}-{last}" for first, last in all_spans)


def number(row: Row, name: str, otherwise: int) -> int:
    found = row.number(name)
    return otherwise if found is None else found


def decide(row: Row) -> str:
    # In Python as many ranges find room as may be asked for.
    decision = decide_range(
        row.text("method") or "GET",
        row.fields(),
        row.number("length") or 0,
        validators(row),
        now=time(row, "now") or NOW,
        status=row.number("status") or 200,
        http10=row.says("http10"),
        ranges=number(row, "ranges", 16),
        overlapping=number(row, "overlapping", 2),
        scattered=number(row, "scattered", 4),
        gap=None if row.says("apart") else number(row, "gap", 80),
    )
    if decision.reason is not None:
        return f"{decision.status} {decision.reason.name.title().replace('_', '')}"
    if decision.outcome is RangeOutcome.MULTIPLE:
        return f"{decision.status} {told(decision.spans)}"
    assert decision.content_range is not None
    return f"{decision.status} {decision.content_range.write().decode()}"


def byteranges(row: Row) -> str:
    """The Content-Type, the length, and the head of the first part, its ends of lines as "~"."""
    parts = Byteranges(row.text("boundary") or "", row.number("complete") or 0, row.text("type"))
    asked = spans(row, "spans")
    try:
        length, head = parts.length(asked), parts.head(asked[0]).decode()
    except MisuseError:
        return "refused"
    return f"{parts.write_type().decode()}, {length}, {head}".replace("\r\n", "~")


def ask_ranges(row: Row) -> str | None:
    if row.decision == "ranges.decide":
        return decide(row)
    if row.decision == "ranges.byteranges":
        return byteranges(row)
    if row.decision == "ranges.enclosed":
        part = enclosed(row.number("status") or 0, row.fields())
        complete = "*" if part.complete is None else str(part.complete)
        if part.kind is EnclosedKind.PART and part.span is not None:
            return f"part {told([part.span])}/{complete}"
        name = part.kind.name.lower()
        return f"{name} {complete}" if part.kind is EnclosedKind.UNSATISFIED else name
    if row.decision == "ranges.may-combine":
        return "yes" if may_combine(row.fields(), row.fields("other"), now=NOW) else "no"
    if row.decision == "ranges.accepted":
        return {None: "untold", True: "yes", False: "no"}[accepts_ranges(row.fields())]
    if row.decision == "ranges.join":
        whole = joined(spans(row, "one")[0], spans(row, "other")[0])
        return "none" if whole is None else told([whole])
    return None
