# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about redirects and retries."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from methods import spelt, yes
from oyez import MisuseError
from oyez.semantics import RedirectKind, decide_again, decide_lost, decide_redirect

if TYPE_CHECKING:
    from ask import Row


def ask_clients(row: Row) -> str | None:
    method, status, before = row.text("method") or "", row.number("status") or 0, row.number("before") or 0
    if row.decision == "redirect.decide":
        return redirect(row, method, status, before)
    if row.decision == "redirect.keeps":
        location = "/" if row.says("same_origin") else "http://other.example/"
        status = 307 if row.says("keeps_content") else 303
        followed = decide_redirect(status, "GET", "http://a.example/", {"Location": location})
        return yes(followed.keeps(row.text("name") or ""))
    if row.decision == "retry.lost":
        lost = decide_lost(
            method,
            before=before,
            idempotent=row.says("idempotent"),
            unsent=row.says("unsent"),
            answering=row.says("answering"),
            spent=row.says("spent"),
            by_proxy=row.says("by_proxy"),
        )
        return spelt(lost.name)
    if row.decision == "retry.again":
        again = decide_again(
            status,
            method,
            row.fields(),
            before=before,
            patience=row.number("patience") or 0,
            expected=row.says("expected"),
            early=row.says("early"),
            now=datetime.fromtimestamp(row.number("now") or 0, timezone.utc),
        )
        return spelt(again.kind.name) + ("" if again.seconds is None else f" {again.seconds}")
    return None


def redirect(row: Row, method: str, status: int, before: int) -> str:
    most = row.number("most")
    try:
        told = decide_redirect(
            status,
            method,
            row.text("uri") or "",
            row.fields(),
            before=before,
            most=20 if most is None else most,
            keep_post=row.says("keep_post"),
            follow_choices=row.says("follow_choices"),
            ask_if_unsafe=row.says("ask_if_unsafe"),
        )
    except MisuseError:
        return "refused"
    if told.kind == RedirectKind.FOLLOW:
        content = "with" if told.keeps_content else "without"
        origin = "same" if told.same_origin else "other"
        return f"{told.method} {told.uri} {content} content, {origin} origin"
    return "Answer" if told.kind == RedirectKind.ANSWER else f"Stop {spelt(told.kind.name)}"
