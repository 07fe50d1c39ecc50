# SPDX-License-Identifier: MIT OR Apache-2.0
"""Fields: an immutable Mapping whose names compare without case."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import oyez

NO_NAME: object = 1
LINES = [("Host", b"a"), ("Accept", b"x, y"), ("accept", b'"z,1"'), ("X", b"\xe9")]


def test_a_name_is_found_in_any_case() -> None:
    fields = oyez.Fields(LINES)
    assert fields["host"] == fields["HOST"] == b"a"
    assert "hOsT" in fields and "cookie" not in fields and NO_NAME not in fields
    with pytest.raises(KeyError, match="cookie"):
        fields["cookie"]


def test_it_is_a_mapping_of_first_lines() -> None:
    fields = oyez.Fields(LINES)
    assert isinstance(fields, Mapping)
    assert list(fields) == list(fields.keys()) == ["Host", "Accept", "X"]
    assert len(fields) == 3
    assert dict(fields) == dict(fields.items()) == {"Host": b"a", "Accept": b"x, y", "X": b"\xe9"}
    assert list(fields.values()) == [b"a", b"x, y", b"\xe9"]
    assert fields.get("host") == b"a"
    assert fields.get("cookie") is None
    assert fields.get("cookie", 5) == 5


def test_every_line_can_be_had() -> None:
    fields = oyez.Fields(LINES)
    assert fields.lines() == LINES
    assert fields.all("ACCEPT") == [b"x, y", b'"z,1"']
    assert fields.members("accept") == [b"x", b"y", b'"z,1"']
    assert fields.all("cookie") == fields.members("cookie") == []


def test_text_is_read_as_iso_8859_1() -> None:
    fields = oyez.Fields(LINES)
    assert fields.text("x") == "é"
    assert fields.text("cookie") == ""
    assert fields.text("cookie", "none") == "none"


def test_fields_are_equal_by_value_and_names_without_case() -> None:
    fields = oyez.Fields(LINES)
    upper = oyez.Fields([(name.upper(), value) for name, value in LINES])
    assert fields == upper and hash(fields) == hash(upper)
    assert fields != oyez.Fields(LINES[:2]) and fields != oyez.Fields(LINES[::-1])
    assert fields != 1
    assert eval(repr(fields), {"Fields": oyez.Fields}) == fields


@pytest.mark.parametrize("value", ["v", b"v", bytearray(b"v"), memoryview(b"-v-")[1:2]])
def test_a_value_may_be_any_octets(value: str | bytes | bytearray | memoryview) -> None:
    assert oyez.Fields({"N": value}) == oyez.Fields([("N", value)]) == oyez.Fields({"n": "v"})
    again = oyez.Fields({"N": value})
    assert oyez.Fields(again) is again


@pytest.mark.parametrize(
    "pair", [("", "v"), ("a b", "v"), ("é", "v"), ("n", "é"), ("n", " v"), ("n", "v\r\nx: y"), ("n", b"\0")]
)
def test_what_could_not_be_sent_is_refused(pair: tuple[str, str | bytes]) -> None:
    with pytest.raises(oyez.MisuseError) as caught:
        oyez.Fields([pair])
    assert caught.value.name == "FIELD_SYNTAX"


@pytest.mark.parametrize("lines", [5, [5], [("n",)], [("n", 5)], [(5, "v")], [("n", [1])]])
def test_what_is_no_field_is_a_type_error(lines: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        oyez.Fields(lines)  # type: ignore[arg-type]


def test_fields_cannot_be_changed() -> None:
    fields = oyez.Fields(LINES)
    with pytest.raises(TypeError):
        fields["n"] = b"v"  # type: ignore[index]
    with pytest.raises(AttributeError):
        fields.extra = 1  # type: ignore[attr-defined]
