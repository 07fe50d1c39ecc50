# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about negotiation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oyez import MisuseError
from oyez.semantics import (
    ContentKind,
    Dimension,
    Languages,
    Variant,
    choose,
    decide_content,
    offered,
    preferred,
    type_is,
    weight,
    write_accepted,
    write_variant_links,
)

if TYPE_CHECKING:
    from ask import Row


def texts(row: Row, name: str) -> list[str]:
    """What every cell so named says."""
    return [text for known, text in row.cells if known == name]


def variant(text: str) -> Variant:
    """`text/html coding=gzip language=en charset=utf-8 quality=900 location=/a`, a "-" for no type."""
    content_type, *words = text.split(" ")
    said = dict(word.split("=", 1) for word in words)
    return Variant(
        None if content_type == "-" else content_type,
        said.get("charset"),
        said.get("coding"),
        said.get("language"),
        said.get("location"),
        int(said.get("quality", 1000)),
    )


def dimension(row: Row) -> Dimension:
    return Dimension[(row.text("dimension") or "").upper().replace(" ", "_")]


def languages(row: Row) -> Languages:
    return Languages[(row.text("languages") or "filtering").upper()]


def chosen(row: Row) -> str:
    choice = choose(
        row.fields(),
        [variant(text) for text in texts(row, "variant")],
        languages=languages(row),
        strict_languages=row.says("strict"),
        reactive=row.says("reactive"),
    )
    told = " ".join(str(number) for number in (choice.status, choice.index) if number is not None)
    return told if choice.vary is None else f"{told}, vary {choice.vary}"


def ask_negotiation(row: Row) -> str | None:
    if row.decision == "negotiation.choose":
        return chosen(row)
    if row.decision == "negotiation.weight":
        return str(weight(row.fields(), dimension(row), row.text("value") or "", languages=languages(row)))
    if row.decision == "negotiation.offered":
        told = offered(row.fields(), dimension(row))
        return ", ".join(f"{name} {found}" for name, found in told) or "none"
    if row.decision == "negotiation.preferred":
        ranked = preferred(row.fields(), dimension(row), texts(row, "value"), languages=languages(row))
        room = row.number("room")
        return ", ".join(f"{index} {found}" for index, found in ranked[:room]) or "none"
    if row.decision == "content.is":
        index = type_is(row.text("value") or "", texts(row, "pattern"))
        return "none" if index is None else str(index)
    if row.decision == "content.decide":
        decision = decide_content(row.fields(), texts(row, "pattern"), texts(row, "coding"))
        if decision.kind is ContentKind.TAKEN:
            return f"taken {decision.index}"
        return f"{decision.status} {'type' if decision.kind is ContentKind.OTHER_TYPE else 'coding'}"
    try:
        if row.decision == "negotiation.links":
            return write_variant_links([variant(text) for text in texts(row, "variant")]).decode()
        if row.decision == "content.accept":
            return write_accepted(texts(row, "pattern")).decode()
    except MisuseError:
        return "refused"
    return None
