# SPDX-License-Identifier: MIT OR Apache-2.0
"""Field values of other people's suites, with the verdicts of `tests/fields_*.rs`. Cookies have a file of their own."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from fields_corpus import Case, cases, given, judge, listed, needs_folder

import oyez
from oyez import fields
from oyez.fields import structured

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NOW = datetime(2026, 8, 1, tzinfo=timezone.utc)


def unless_invalid(read: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    try:
        return read(*arguments, **more)
    except fields.InvalidValue:
        return None


def unix(time: datetime | None) -> int | None:
    return None if time is None else int((time - EPOCH).total_seconds())


def octets(text: str) -> bytes:
    """Octets that a suite wrote as characters, one each."""
    return text.encode("iso-8859-1", "replace")


@needs_folder
def test_a_date_that_another_reads_is_the_same_time_or_none_at_all() -> None:
    deviations = listed("fields_dates.rs", "DEVIATIONS")
    for case in cases("sem-dates-curl", "date"):
        value, expected = given(case), case["expect"]["unix"]
        told = unix(unless_invalid(fields.date, value, NOW))
        assert told is None or (told == expected) != (value.decode("latin-1") in deviations), value
        assert told is not None or case.get("rfc") != "must_accept" or expected is None, value
        lower = unix(unless_invalid(fields.date, value.lower(), NOW, any_case=True))
        assert told is None or lower == told, value


@needs_folder
def test_what_another_refuses_as_a_date_is_refused() -> None:
    for case in cases("sem-misc-go", "date"):
        value, expected = given(case), case["expect"]["unix"]
        assert unix(unless_invalid(fields.date, value, NOW)) == expected, value
        assert unix(fields.expires(value, NOW)) == expected, value


@needs_folder
def test_cookie_dates_are_what_the_working_group_says() -> None:
    for case in cases("sem-cookies-httpstate", "cookie-date"):
        time = unless_invalid(fields.cookie_date, given(case))
        told = None if time is None else fields.write_date(time).decode()
        assert told == case["expect"]["expected"], case["id"]


def essence(read: fields.MediaType | fields.MediaRange) -> str:
    return f"{read.type_name}/{read.subtype_name}".lower()


def firsts(parameters: Iterable[tuple[str, bytes]]) -> dict[str, Any]:
    """Names in lower case and values, the first of each name."""
    told: dict[str, str] = {}
    for name, value in parameters:
        told.setdefault(name.lower(), value.decode("latin-1"))
    return told


def content_type(case: Case) -> bool:
    result, arguments = case["expect"]["result"], case["args"]
    if case["kind"] == "call:content-type.format":
        type_name, _, subtype_name = arguments[0].get("type", "").partition("/")
        parameters = {name: octets(value) for name, value in arguments[0].get("parameters", {}).items()}
        try:
            return bool(fields.MediaType(type_name, subtype_name, parameters).write() == octets(result or ""))
        except oyez.MisuseError:
            return result is None
    options = arguments[1] if len(arguments) > 1 else {}
    value = octets(arguments[0])[options.get("start", 0) :]
    read: fields.MediaType | fields.MediaRange | None
    if options.get("comma"):
        read = unless_invalid(next, fields.accept(value))
    else:
        read = unless_invalid(fields.media_type, value)
    if read is None or essence(read) != result["type"]:
        return False
    # The weight of a range is no parameter of it.
    parameters = {name: said for name, said in result["parameters"].items() if name != "q" or not options.get("comma")}
    return not options.get("parameters", True) or firsts(read.parameters) == parameters


@needs_folder
def test_content_types_are_read_and_written() -> None:
    judge(["sem-js-content-type"], listed("fields_media.rs", "DEVIATIONS"), content_type)


def type_is(case: Case) -> bool | None:
    arguments, result = case["args"], case["expect"]["result"]
    match case["kind"]:
        case "call:type-is.match":
            value, patterns = arguments[1], [arguments[0]]
        case "call:type-is.is" if isinstance(arguments[1], list):
            value, patterns = arguments[0], arguments[1]
        case "call:type-is.request" if arguments[0]["headers"].get("transfer-encoding") and len(arguments) > 1:
            value, patterns = arguments[0]["headers"].get("content-type"), arguments[1]
        case _:
            return None
    if not isinstance(patterns, list):
        return None
    texts = [octets(pattern if isinstance(pattern, str) else "") for pattern in patterns]
    media_type = unless_invalid(fields.media_type, octets(value if isinstance(value, str) else ""))
    ranges = [unless_invalid(list, fields.accept(text)) for text in texts]
    if any(read is None or b"+" in text for text, read in zip(texts, ranges, strict=True)):
        return isinstance(result, bool) or media_type is not None
    is_in = [media_type is not None and read[0].matches(media_type) for read in ranges]
    return any(is_in) == (result is not False)


@needs_folder
def test_media_types_are_found_in_ranges() -> None:
    judge(["sem-js-type-is"], listed("fields_media.rs", "DEVIATIONS"), type_is)


def preferences(name: str, value: bytes) -> list[tuple[str, int]]:
    match name:
        case "accept":
            return [(f"{one.type_name}/{one.subtype_name}", one.weight) for one in fields.accept(value)]
        case "accept-charset":
            return [(one.name, one.weight) for one in fields.accept_charset(value)]
        case "accept-encoding":
            return [(one.name, one.weight) for one in fields.accept_encoding(value)]
        case "accept-language":
            return [(one.range, one.weight) for one in fields.accept_language(value)]
    raise AssertionError(name)


def prefers(case: Case) -> bool | None:
    name, value = next(iter(case["ctor"][0]["headers"].items()), ("", None))
    if not isinstance(value, str):
        return None
    read = unless_invalid(preferences, name, octets(value))
    result = case["expect"]["result"]
    if case.get("args"):
        return read is not None
    if read is None:
        return False
    told = [one for one, weight in sorted(read, key=lambda one: -one[1]) if weight > 0]
    if name == "accept-encoding" and "*" not in value and "identity" not in value:
        told.append("identity")
    told = list(dict.fromkeys(told))
    if isinstance(result, list):
        return told == result
    return told[:1] == ([result] if isinstance(result, str) else [])


@needs_folder
def test_preferences_are_read_with_their_weights() -> None:
    deviations = listed("fields_media.rs", "DEVIATIONS")
    judge(["sem-js-negotiator"], deviations, prefers)
    judge(["sem-js-accepts"], deviations, prefers)


def resolves(case: Case) -> bool | None:
    value, expect = given(case), case["expect"]
    if not value:
        return None
    read = unless_invalid(fields.range, value)
    resolved = None if read is None else [found for spec in read.specs if (found := spec.resolve(case["size"]))]
    if case["kind"] == "range":
        if resolved is None:
            return bool(expect["error"] == "invalid range")
        if expect["error"] is not None:
            return expect["error"].endswith("overlap") and not resolved
        return resolved == [(first, first + length - 1) for first, length in expect["ranges_start_length"]]
    match expect["status"], resolved:
        case _, None:
            return False
        case 206, _:
            return resolved == [(first, end - 1) for first, end in expect["ranges_start_end"]]
        case 416, _:
            return not resolved
    return bool(resolved)


@needs_folder
def test_ranges_resolve_to_octets() -> None:
    judge(["sem-range-go"], listed("fields_media.rs", "DEVIATIONS"), resolves)


def fresh(case: Case) -> bool | None:
    asked, had = case["args"]
    if "cache-control" in asked:
        return None
    if "if-none-match" in asked:
        listing = fields.entity_tag_list(asked["if-none-match"])
        told = "etag" in had and listing.lists_weakly(fields.entity_tag(had["etag"]))
    elif "if-modified-since" in asked:
        since = fields.date(asked["if-modified-since"], EPOCH)
        modified = unless_invalid(fields.date, had.get("last-modified", ""), EPOCH)
        told = modified is not None and modified <= since
    else:
        return None
    return bool(told == case["expect"]["result"])


@needs_folder
def test_entity_tags_and_dates_are_compared() -> None:
    judge(["sem-js-fresh"], listed("fields_media.rs", "DEVIATIONS"), fresh)


def found_in_list(case: Case) -> bool | None:
    if case["kind"] != "token-list-contains":
        return None
    options = []
    for option in iterate_valid(fields.connection(given(case))):
        options.append(option.lower())
    return (case["token"].lower() in options) is case["expect"]["contains"]


def iterate_valid(members: Iterable[str]) -> Iterable[str]:
    try:
        yield from members
    except fields.InvalidValue:
        return


@needs_folder
def test_tokens_are_found_in_lists() -> None:
    judge(["sem-misc-go"], [], found_in_list)


def serialised(case: Case) -> bool | None:
    if case["kind"] == "content-type-list":
        value = b", ".join(map(octets, case["header"]))
        return unless_invalid(fields.media_type, value) is None
    if case["kind"] != "mime-type":
        return None
    read = unless_invalid(fields.media_type, given(case))
    if read is None:
        return case["expect"]["serialised"] is None
    parameters = {name: octets(value) for name, value in firsts(read.parameters).items()}
    type_name, subtype_name = essence(read).split("/")
    again = fields.MediaType(type_name, subtype_name, parameters).write()
    return bool(again.decode("latin-1") == case["expect"]["serialised"])


@needs_folder
def test_media_types_are_serialised() -> None:
    judge(["wpt"], listed("fields_media.rs", "DEVIATIONS"), serialised)


@needs_folder
def test_basic_credentials_are_read_and_written_as_javascript_does() -> None:
    for case in cases("sem-js-basic-auth", "call:basic-auth.parse"):
        value = case["args"][0] if case["args"] else ""
        read = unless_invalid(fields.basic, octets(value) if isinstance(value, str) else "")
        told = {"$undefined": 1} if read is None else {"name": read.user_id.decode(), "pass": read.password.decode()}
        assert told == case["expect"]["result"], case["id"]
    for case in cases("sem-js-basic-auth", "call:basic-auth.format"):
        pair = case["args"][0] if case["args"] else None
        name, password = (pair.get("name"), pair.get("pass")) if isinstance(pair, dict) else (None, None)
        if not isinstance(name, str) or not isinstance(password, str):
            continue
        try:
            written = fields.Basic(name.encode(), password.encode()).write().decode()
        except oyez.MisuseError:
            written = None
        assert written == case["expect"]["result"], case["id"]


PARTS = {
    "schema": "scheme",
    "url.schema": "scheme",
    "url.path": "path",
    "url.query": "query",
    "url.fragment": "fragment",
}


def comes_apart(case: Case) -> bool | None:
    if case["kind"] != "url":
        return None
    value, expect = given(case), case["expect"]
    try:
        read = fields.uri_reference(value)
    except fields.InvalidValue as error:
        return expect["verdict"] != "accept" and error.offset <= len(value)
    if expect["verdict"] != "accept":
        return False
    parts = {name: getattr(read, PARTS.get(name, name), None) for name in (*PARTS, "port", "userinfo", "path", "query")}
    parts["fragment"] = read.fragment
    parts["host"] = read.host.strip("[]") if read.host is not None and read.host[:1] == "[" else read.host
    if read.host is not None:
        authority = fields.UriReference(userinfo=read.userinfo, host=read.host, port=read.port).write()
        parts["url.host"] = authority.decode().removeprefix("//")
    named = all(parts.get(name) == said for name, said in (expect.get("fields") or {}).items())
    spans = expect.get("spans") or ()
    return named and all(parts.get(name) == value[at : at + size].decode() for at, size, name in spans)


@needs_folder
def test_uris_come_apart_as_in_other_parsers() -> None:
    judge(["llhttp", "http-parser"], listed("fields_routing.rs", "DEVIATIONS"), comes_apart)


# Structured fields.


def told_bare(value: object) -> object:
    match value:
        case structured.Token(text):
            return {"__type": "token", "value": text}
        case structured.DisplayString(text):
            return {"__type": "displaystring", "value": text}
        case bytes():
            return {"__type": "binary", "value": base64.b32encode(value).decode()}
        case datetime():
            return {"__type": "date", "value": unix(value)}
        case Decimal():
            return float(value)
    return value


def told_member(member: structured.Item | structured.InnerList | object) -> object:
    if isinstance(member, structured.InnerList):
        return [[told_member(item) for item in member.items], pairs(member.parameters)]
    assert isinstance(member, structured.Item)
    return [told_bare(member.value), pairs(member.parameters)]


def pairs(parameters: dict[str, Any]) -> object:
    return [[key, told_bare(value)] for key, value in parameters.items()]


def made_bare(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value))
    if not isinstance(value, dict):
        return value
    said = value["value"]
    match value["__type"]:
        case "token":
            return structured.Token(said)
        case "displaystring":
            return structured.DisplayString(said)
        case "binary":
            return base64.b32decode(said)
    return EPOCH + timedelta(seconds=said)


def made_item(item: Any) -> structured.Item:
    return structured.Item(made_bare(item[0]), [(key, made_bare(value)) for key, value in item[1]])


def made_member(member: Any) -> structured.Item | structured.InnerList:
    if not isinstance(member[0], list):
        return made_item(member)
    parameters = [(key, made_bare(value)) for key, value in member[1]]
    return structured.InnerList([made_item(item) for item in member[0]], parameters)


def read_field(kind: str, value: bytes) -> tuple[object, bytes]:
    """What is told of a field, and how it is written again."""
    if kind == "item":
        item = structured.item(value)
        return told_member(item), item.write()
    if kind == "list":
        members = structured.list(value)
        return [told_member(member) for member in members], structured.write_list(members)
    entries = structured.dictionary(value)
    told = [[key, told_member(member)] for key, member in entries.items()]
    return told, structured.write_dictionary(entries)


def written_field(kind: str, field: Any) -> bytes:
    """The field that the suite says there is."""
    if kind == "item":
        return made_item(field).write()
    if kind == "list":
        return structured.write_list([made_member(member) for member in field])
    return structured.write_dictionary({key: made_member(member) for key, member in field})


def is_told(field: Any) -> bool:
    """Whether Python has all dates in it: those of the years 1 to 9999."""
    dates = re.findall(r"'__type': 'date', 'value': (-?[0-9]+)", repr(field))
    return all(-62_135_596_800 <= int(date) < 253_402_300_800 for date in dates)


@needs_folder
def test_structured_fields_are_read_and_written_as_the_working_group_says() -> None:
    for case in cases("sem-structured-fields", "structured-field-parse"):
        kind, expect, raw = case["header_type"], case["expect"], ", ".join(case["raw"]).encode()
        told = unless_invalid(read_field, kind, raw)
        if expect.get("must_fail") or not is_told(expect["expected"]):
            assert told is None, case["id"]
            continue
        canonical = ", ".join(expect["canonical"]).encode() if expect.get("canonical") is not None else raw
        assert told == (expect["expected"], canonical), case["id"]
        assert written_field(kind, expect["expected"]) == canonical, case["id"]


@needs_folder
def test_what_is_no_structured_field_is_not_written() -> None:
    for case in cases("sem-structured-fields", "structured-field-serialise"):
        assert case["expect"]["must_fail"] is True
        with pytest.raises(oyez.MisuseError):
            written_field(case["header_type"], case["expect"]["expected"])
