# SPDX-License-Identifier: MIT OR Apache-2.0
"""Conditions, ranges and choices, as objects of Python: what decisions say is told by the decision tables."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import oyez
import pytest
from oyez.fields import ContentRange, EntityTag, multipart
from oyez.semantics import (
    Byteranges,
    Choice,
    ChoiceOutcome,
    Condition,
    ConditionalDecision,
    ConditionalOutcome,
    ContentDecision,
    ContentKind,
    Dimension,
    Enclosed,
    EnclosedKind,
    Languages,
    RangeDecision,
    RangeOutcome,
    RangeReason,
    Validators,
    Variant,
    choose,
    decide_conditional,
    decide_content,
    decide_range,
    enclosed,
    may_combine,
    not_modified,
    offered,
    preferred,
    type_is,
    weight,
)

MODIFIED = datetime(1994, 11, 6, 8, 49, 37, tzinfo=timezone.utc)
VALIDATORS = Validators(EntityTag("a"), MODIFIED, True)


def test_a_decision_is_taken_apart_by_match() -> None:
    match decide_conditional("PUT", {"If-Match": '"b"'}, VALIDATORS):
        case ConditionalDecision(ConditionalOutcome.FAILED, 412, Condition.IF_MATCH, False):
            pass
        case _:
            pytest.fail("it is another")
    match decide_range("GET", {"Range": "bytes=0-0,500-501"}, 1000, VALIDATORS):
        case RangeDecision(RangeOutcome.MULTIPLE, 206, None, ((0, 0), (500, 501)), None):
            pass
        case _:
            pytest.fail("it is another")
    match choose({"Accept": "a/b"}, [Variant("c/d"), Variant("a/b")]):
        case Choice(ChoiceOutcome.CHOSEN, None, 1, "Accept"):
            pass
        case _:
            pytest.fail("it is another")
    match enclosed(206, {"Content-Range": "bytes 2-4/9"}):
        case Enclosed(EnclosedKind.PART, (2, 4), 9):
            pass
        case _:
            pytest.fail("it is another")
    match decide_content({"Content-Type": "a/b"}, ["text/*"]):
        case ContentDecision(ContentKind.OTHER_TYPE, 415, None):
            pass
        case _:
            pytest.fail("it is another")


@pytest.mark.parametrize(
    "one",
    [
        VALIDATORS,
        Validators(),
        Variant("text/html", language="en", quality=900),
        Byteranges("a b", 9, "text/html"),
    ],
)
def test_what_is_made_is_shown_as_it_is_made_again_and_is_a_key(one: Any) -> None:
    names = {"datetime": __import__("datetime"), "EntityTag": EntityTag, "Validators": Validators}
    again = eval(repr(one), names | {"Variant": Variant, "Byteranges": Byteranges})
    assert again == one and len({again, one}) == 1 and again != object()
    with pytest.raises(AttributeError):
        one.quality = 1


def test_decisions_are_equal_that_say_the_same() -> None:
    one, other = (decide_range("GET", {"Range": "bytes=-1"}, 9) for _ in range(2))
    assert one == other and hash(one) == hash(other) and one.content_range == ContentRange((8, 8), 9)
    assert decide_range("GET", {}, 9).reason is RangeReason.NOT_ASKED
    assert choose({}, []) == choose({}, []) and "NOT_ACCEPTABLE" in repr(choose({}, []))


def test_fields_are_a_mapping_or_pairs_or_fields() -> None:
    pairs = [("If-None-Match", '"b"'), ("if-none-match", '"a"')]
    for fields in (pairs, oyez.Fields(pairs), {"If-None-Match": b'"a"'}):
        assert decide_conditional("GET", fields, VALIDATORS).status == 304
    kept = not_modified({"ETag": '"a"', "Content-Type": "a/b", "Last-Modified": "x"})
    assert isinstance(kept, oyez.Fields) and kept.lines() == [("ETag", b'"a"')]


def test_parts_are_as_long_as_was_said() -> None:
    content = bytes(range(200))
    decision = decide_range("GET", {"Range": "bytes=0-9,150-"}, len(content))
    parts = Byteranges(multipart.boundary(), len(content), "a/b")
    pieces = [parts.head(span) + content[span[0] : span[1] + 1] + multipart.PART_END for span in decision.spans]
    assert len(b"".join(pieces) + parts.end()) == parts.length(decision.spans)
    with pytest.raises(oyez.MisuseError):
        parts.head((200, 200))
    with pytest.raises(oyez.MisuseError):
        Byteranges("", 9).length([(0, 1)])


def test_limits_are_the_programs() -> None:
    fields = {"Range": "bytes=0-0,1-1,300-300"}
    assert decide_range("GET", fields, 1000).spans == ((0, 1), (300, 300))
    assert decide_range("GET", fields, 1000, gap=None).spans == ((0, 0), (1, 1), (300, 300))
    assert decide_range("GET", fields, 1000, ranges=2).reason is RangeReason.TOO_MANY
    assert decide_range("GET", fields, 1000, ranges=0).reason is RangeReason.TOO_MANY


def test_preferences_are_told_in_order() -> None:
    fields = {"Accept-Language": "en-US;q=0.8, es", "Accept-Encoding": "gzip"}
    assert offered(fields, Dimension.LANGUAGE) == [("es", 1000), ("en-US", 800)]
    assert offered(fields, Dimension.CODING) == [("gzip", 1000), ("identity", 1000)]
    values = ["en", "es", "en-US"]
    assert preferred(fields, Dimension.LANGUAGE, values) == [(1, 1000), (2, 800)]
    assert preferred(fields, Dimension.LANGUAGE, values, languages=Languages.EITHER) == [(1, 1000), (2, 800), (0, 800)]
    assert weight(fields, Dimension.CODING, b"br") == 0
    assert type_is("text/html; charset=utf-8", (b"a/b", "text/*")) == 1


def test_misuse_is_refused_and_peers_never_raise() -> None:
    with pytest.raises(ValueError, match="there is no such Dimension"):
        weight({}, 9, "x")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        choose({}, ["text/html"])  # type: ignore[list-item]
    garbage = [("Range", "\xff".encode("latin-1")), ("If-Match", b"\x80"), ("Accept", b'"'), ("If-Range", b"W/")]
    assert decide_conditional("GET", garbage, VALIDATORS).status == 412
    assert decide_range("GET", garbage, 9).reason is RangeReason.INVALID
    assert choose(garbage, [Variant("text/html")]).index == 0
    assert enclosed(206, garbage).kind is EnclosedKind.UNUSABLE
    assert not may_combine(garbage, garbage)
