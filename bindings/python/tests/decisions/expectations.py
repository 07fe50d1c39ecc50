# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about expectations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from methods import spelt, version, version_or_none, yes
from oyez.semantics import (
    ClientExpectation,
    decide_client_expectation,
    decide_informational,
    decide_proxy_expectation,
    decide_server_expectation,
    expectation_of,
    may_expect,
    passes_back,
)

if TYPE_CHECKING:
    from ask import Row


def ask_expectations(row: Row) -> str | None:
    status = row.number("status")
    if row.decision == "expectation.expected":
        return spelt(expectation_of(version(row), row.fields()).name)
    if row.decision == "expectation.server":
        empty, begun = row.says("empty"), row.says("begun")
        now = decide_server_expectation(version(row), row.fields(), empty=empty, begun=begun, status=status)
        return "Proceed" if now is None else str(now)
    if row.decision == "expectation.proxy":
        following, continues = version_or_none(row, "next"), row.says("continues")
        return spelt(decide_proxy_expectation(version(row), row.fields(), following, continues=continues).name)
    if row.decision == "expectation.informational":
        continues, upgrades, before = row.says("continues"), row.says("upgrades"), row.number("before") or 0
        return spelt(decide_informational(status or 0, continues=continues, upgrades=upgrades, before=before).name)
    if row.decision == "expectation.passes_back":
        return yes(passes_back(status or 0, version(row), asked_by_proxy=row.says("asked_by_proxy")))
    if row.decision == "expectation.may_expect":
        return yes(may_expect(row.says("content"), version_or_none(row)))
    if row.decision == "expectation.client":
        waited, most = row.number("waited") or 0, row.number("most") or 0
        decision = decide_client_expectation(status, waited, most)
        return spelt(decision.name) + (f" {most - waited}" if decision == ClientExpectation.WAIT else "")
    return None
