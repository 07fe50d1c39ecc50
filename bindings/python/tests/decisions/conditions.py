# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about conditional requests."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from oyez.fields import date, entity_tag, write_date
from oyez.semantics import (
    ConditionalOutcome,
    Validators,
    decide_conditional,
    is_kept_in_304,
    is_strong_date,
    last_modified,
    not_modified,
)

if TYPE_CHECKING:
    from ask import Row

NOW = datetime(1994, 11, 6, 8, 51, 17, tzinfo=timezone.utc)


def time(row: Row, name: str) -> datetime | None:
    """What an HTTP-date says."""
    text = row.text(name)
    return None if text is None else date(text, NOW)


def validators(row: Row) -> Validators | None:
    """The validators of a row; None where it says that there is no representation."""
    if row.text("exists") == "no":
        return None
    tag = row.text("tag")
    return Validators(None if tag is None else entity_tag(tag), time(row, "modified"), row.says("strong"))


def ask_conditions(row: Row) -> str | None:
    if row.decision == "conditions.decide":
        told = decide_conditional(
            row.text("method") or "GET",
            row.fields(),
            validators(row),
            now=time(row, "now") or NOW,
            status=row.number("status") or 200,
            http10=row.says("http10"),
            cache=row.says("cache"),
        )
        if told.outcome is ConditionalOutcome.PROCEED:
            return "proceed, heed Range" if told.heeds_range else "proceed"
        assert told.condition is not None
        return f"{told.status} {told.condition.name.title().replace('_', '')}"
    if row.decision == "conditions.keeps-in-304":
        return "yes" if is_kept_in_304(row.text("name") or "") else "no"
    if row.decision == "conditions.304":
        return ", ".join(name for name, _ in not_modified(row.fields()).lines())
    if row.decision == "conditions.last-modified":
        changed = time(row, "modified")
        assert changed is not None
        return write_date(last_modified(changed, time(row, "now"))).decode()
    if row.decision == "conditions.date-is-strong":
        modified, sent = time(row, "modified"), time(row, "date")
        assert modified is not None and sent is not None
        return "yes" if is_strong_date(modified, sent) else "no"
    return None
