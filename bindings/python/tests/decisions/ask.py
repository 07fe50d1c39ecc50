# SPDX-License-Identifier: MIT OR Apache-2.0
"""A question: which decision, and named cells that it is to be made of. See tests/support/decisions/mod.rs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Row:
    decision: str
    cells: list[tuple[str, str]]

    def text(self, name: str) -> str | None:
        """The first cell so named."""
        return next((text for known, text in self.cells if known == name), None)

    def number(self, name: str) -> int | None:
        text = self.text(name)
        return None if text is None else int(text)

    def says(self, name: str) -> bool:
        """Whether a cell says "yes"."""
        return self.text(name) == "yes"

    def fields(self, section: str = "") -> list[tuple[str, str]]:
        """The field lines of a section: "" for those without a word before them."""
        parted = [(*name.rpartition(" "), text) for name, text in self.cells]
        return [(name, text) for before, _, name, text in parted if before == section and name[:1].isupper()]


from authentication import ask_authentication  # noqa: E402
from caching import ask_caching  # noqa: E402
from clients import ask_clients  # noqa: E402
from conditions import ask_conditions  # noqa: E402
from expectations import ask_expectations  # noqa: E402
from forwarding import ask_forwarding  # noqa: E402
from methods import ask_methods  # noqa: E402
from negotiation import ask_negotiation  # noqa: E402
from ranges import ask_ranges  # noqa: E402
from status import ask_status  # noqa: E402

FAMILIES: list[Callable[[Row], str | None]] = [
    ask_authentication,
    ask_caching,
    ask_clients,
    ask_conditions,
    ask_expectations,
    ask_forwarding,
    ask_methods,
    ask_negotiation,
    ask_ranges,
    ask_status,
]
