# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about status codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from methods import spelt, version, yes
from oyez.semantics import check_response, find_status, status_allows_content, status_class, status_treated_as

if TYPE_CHECKING:
    from ask import Row


def ask_status(row: Row) -> str | None:
    status, method = row.number("status") or 0, row.text("method") or ""
    if row.decision == "status.class":
        found = status_class(status)
        return "none" if found is None else spelt(found.name)
    if row.decision == "status.treated_as":
        return str(status_treated_as(status))
    if row.decision == "status.known":
        entry = find_status(status)
        if entry is None:
            return "unknown"
        words = [(entry.cacheable, " cacheable"), (entry.unused, " unused"), (entry.never_stored, " never-stored")]
        return f"{entry.reason} ({entry.clause}){''.join(word for says, word in words if says)}"
    if row.decision == "status.content":
        return yes(status_allows_content(method, status))
    if row.decision == "status.check":
        findings = check_response(status, row.fields(), method, version(row))
        told = [
            f"{spelt(one.kind.name)} {spelt(one.force.name)} {one.field or '-'} ({one.clause})" for one in findings
        ]
        return "; ".join(told) or "fine"
    return None
