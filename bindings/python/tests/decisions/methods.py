# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oyez import MisuseError
from oyez.semantics import decide_method, method_entry, write_trace

if TYPE_CHECKING:
    from ask import Row


def version(row: Row, name: str = "version") -> tuple[int, int]:
    """A version, told as 10 * major + minor."""
    major, minor = divmod(row.number(name) or 0, 10)
    return major, minor


def version_or_none(row: Row, name: str = "version") -> tuple[int, int] | None:
    return None if row.text(name) is None else version(row, name)


def yes(holds: bool) -> str:
    return "yes" if holds else "no"


def spelt(name: str) -> str:
    """The name of a member of an enumeration, as Rust spells it."""
    return name.title().replace("_", "")


def ask_methods(row: Row) -> str | None:
    method = row.text("method") or ""
    if row.decision == "method.promises":
        entry = method_entry(method)
        safe = "safe" if entry.safe else "unsafe"
        idempotent = "idempotent" if entry.idempotent else "not"
        cacheable, content = spelt(entry.cacheable.name), spelt(entry.content.name)
        return f"{safe} {idempotent} {cacheable} {content} ({entry.clause or 'unknown'})"
    if row.decision == "method.decide":
        allowed, implemented = row.text("allowed") or "", row.text("implemented") or ""
        target, traces = row.text("target") or "", row.says("traces")
        decision = decide_method(method, target, allowed=allowed, implemented=implemented, traces=traces)
        one_by_one = [[one.strip() for one in methods.split(",") if one.strip()] for methods in (allowed, implemented)]
        assert decision == decide_method(
            method, target, allowed=one_by_one[0], implemented=one_by_one[1], traces=traces
        )
        allow = "" if decision.allow is None else f" Allow: {decision.allow.decode()}"
        return spelt(decision.action.name) if decision.status is None else f"{decision.status}{allow}"
    if row.decision == "method.trace":
        try:
            echo = write_trace(row.text("target") or "", version(row), row.fields())
        except MisuseError:
            return "refused"
        return echo.decode().rstrip().replace("\r\n", "; ")
    return None
