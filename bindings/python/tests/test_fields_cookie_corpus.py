# SPDX-License-Identifier: MIT OR Apache-2.0
"""The cookies of other people's suites, with the verdicts of `tests/fields_cookies.rs`."""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote_to_bytes

from fields_corpus import Case, cases, given, listed, needs_folder

import oyez
from oyez import fields

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NOW = datetime(2011, 1, 1, tzinfo=timezone.utc)


def request(uri: str) -> fields.CookieRequest:
    uri = uri.split("?")[0]
    host, path = "home.example.org", uri
    if uri.startswith("http://"):
        host, _, path = uri.removeprefix("http://").partition("/")
        host, path = host.removesuffix(":8888"), f"/{path}"
    return fields.CookieRequest(fields.canonical_host(host), path, is_secure=False)


@needs_folder
def test_a_jar_sends_what_the_working_group_says() -> None:
    known = listed("fields_cookies.rs", "SENT")
    for case in cases("sem-cookies-httpstate", "cookie-jar"):
        name = case["id"].rsplit("/")[-1]
        jar = fields.Jar(memory=100_000)
        home = request("http://home.example.org:8888/cookie-parser")
        for line in case["set_cookie"]:
            try:
                cookie = fields.set_cookie(line.encode("latin-1"))
                jar.store(cookie, home, is_public_suffix=cookie.domain == b"org", now=NOW)
            except fields.InvalidValue:
                pass
        redirect = case["redirect"][0] if case["redirect"] else "/cookie-parser-result"
        sent = jar.write(request(redirect), now=NOW)
        expected = case["expect"]["cookie_header"]
        expected = None if expected is None else expected.encode("latin-1")
        if name in known:
            assert sent != expected, f"{name} deviates no more"
            said = re.search(r'Some\(("(?:[^"\\]|\\.)*")\)', known[name])
            expected = json.loads(said[1]).encode() if said else None
        assert sent == expected, name


def is_listed(name: str, table: str) -> bool:
    return any(name.endswith(row) for row in listed("fields_cookies.rs", table))


@needs_folder
def test_cookies_are_read_as_go_does() -> None:
    for case in cases("sem-cookie-go", "cookie"):
        found = [one for line in case["header"]["Cookie"] for one in fields.cookies(line)]
        found = [one for one in found if case["filter"] in ("", one.name.decode())]
        told = [[one.name.decode(), one.value.decode()] for one in found]
        assert (told != case["expect"]["cookies"]) == is_listed(case["id"], "GO_READ"), case["id"]
        assert [[one.name.decode(), one.unquoted.decode()] for one in found] == case["expect"]["cookies"]


SAME_SITE = {0: 0, 1: 0, 2: fields.SameSite.LAX, 3: fields.SameSite.STRICT}


@needs_folder
def test_set_cookies_are_read_as_go_does() -> None:
    for case in cases("sem-cookie-go", "set-cookie"):
        expected = case["expect"]["cookies"][0]
        at = expected["expires"]
        read = fields.set_cookie(case["header"]["Set-Cookie"][0])
        said: dict[str, Any] = dict(
            expires=None if at <= -62_135_596_800 else EPOCH + timedelta(seconds=at),
            max_age=expected["max_age"] or None,
            domain=expected["domain"] or None,
            path=expected["path"] or None,
            secure=expected["secure"],
            http_only=expected["httponly"],
            same_site=fields.SameSite(SAME_SITE.get(expected["samesite"], fields.SameSite.NONE)),
        )
        cookie = fields.SetCookie(expected["name"], expected["value"], **said)
        assert (read != cookie) == is_listed(case["id"], "GO_READ"), case["id"]
        quoted = fields.SetCookie(expected["name"], b'"' + expected["value"].encode() + b'"', **said)
        assert read in (cookie, quoted), case["id"]


@needs_folder
def test_set_cookies_are_written_as_go_does() -> None:
    for case in cases("sem-cookie-go", "set-cookie-serialise"):
        shown = case["cookie"]

        def member(name: str, behind: str, shown: str = shown) -> str:
            return str(shown.split(name)[1].split(behind)[0])

        max_age = member("MaxAge:", " ")
        made: dict[str, Any] = dict(
            expires=go_time(member("Expires:", " RawExpires:")),
            max_age=int(max_age) or None,
            domain=member("Domain:", " ") or None,
            path=member("Path:", " ") or None,
            secure=member(" Secure:", " ") == "true",
            http_only=member("HttpOnly:", " ") == "true",
            same_site={"2": fields.SameSite.LAX, "3": fields.SameSite.STRICT, "4": fields.SameSite.NONE}.get(
                member("SameSite:", " Raw:"), fields.SameSite.DEFAULT
            ),
        )
        try:
            told = fields.SetCookie(case["name"], given(case), **made).write().decode()
        except oyez.MisuseError:
            told = ""
        expected = "" if is_listed(case["id"], "GO_WRITE") else case["expect"]["output"]
        assert sorted(told.split("; ")) == sorted(expected.split("; ")), case["id"]


def go_time(shown: str) -> datetime | None:
    """A time of "1601-01-01 01:01:01", but for the first year."""
    found = re.match(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)[^0-9]", shown)
    time = datetime.fromisoformat(f"{found[1]}+00:00") if found else None
    return None if time is None or time.year <= 1600 else time


def decoded(octets: bytes, case: Case) -> str:
    """That library undoes percent-encoding, or what a function of the test's own undoes."""
    if len(case["args"]) > 1:
        return base64.b64decode(octets.strip(b'"')).decode()
    raw = octets.decode()
    try:
        oyez.percent_decode(raw)
        return unquote_to_bytes(octets).decode()
    except (oyez.MisuseError, UnicodeDecodeError):
        return raw


@needs_folder
def test_cookies_are_read_as_javascript_does() -> None:
    for case in cases("sem-js-cookie", "call:cookie.parseCookie"):
        told: dict[str, str] = {}
        for cookie in fields.cookies(case["args"][0].encode()):
            told.setdefault(cookie.name.decode(), decoded(cookie.value, case))
        assert (told != case["expect"]["result"]) == is_listed(case["id"], "JS_READ"), case["id"]


@needs_folder
def test_set_cookies_are_read_as_javascript_does() -> None:
    for case in cases("sem-js-cookie", "call:cookie.parseSetCookie"):
        expected, name = case["expect"]["result"], case["id"]
        try:
            read = fields.set_cookie(case["args"][0].encode())
        except fields.InvalidValue:
            assert is_listed(name, "JS_READ"), name
            continue
        assert read.name.decode() == expected["name"], name
        assert decoded(read.value, case) == expected["value"], name
        assert (read.path or b"").decode() == expected.get("path", ""), name
        assert (read.domain or b"").decode() == expected.get("domain", "").removeprefix("."), name
        assert read.max_age == expected.get("maxAge"), name
        at = expected.get("expires")
        assert read.expires == (None if at is None else go_time(at["$date"].replace("T", " "))), name
        flags = {"secure": read.secure, "httpOnly": read.http_only, "partitioned": read.partitioned}
        assert flags == {flag: expected.get(flag, False) for flag in flags}, name
        same_site = str(expected.get("sameSite", "default")).lower()
        assert read.same_site.name.lower() == same_site, name


def encoded(value: str) -> str:
    """Percent-encodes as that library does: what is no cookie-octet, and "%"."""
    plain = [chr(octet) for octet in value.encode() if octet != 0x25 and octet != 0x22 and is_plain(octet)]
    return "".join(chr(octet) if chr(octet) in plain else f"%{octet:02X}" for octet in value.encode())


def is_plain(octet: int) -> bool:
    return fields.Cookie("a", bytes([octet])).is_valid


@needs_folder
def test_cookies_are_written_as_javascript_does() -> None:
    for case in cases("sem-js-cookie", "call:cookie.stringifyCookie"):
        pairs = case["args"][0].items()
        all_cookies = [fields.Cookie(name.encode(), encoded(said)) for name, said in pairs if isinstance(said, str)]
        try:
            told: str | None = fields.write_cookies(all_cookies).decode()
        except oyez.MisuseError:
            told = None
        assert told == case["expect"]["result"], case["id"]


@needs_folder
def test_set_cookies_are_written_as_javascript_does() -> None:
    refused = 0
    for case in cases("sem-js-cookie", "call:cookie.stringifySetCookie"):
        arguments, expected = case["args"][0], case["expect"]["result"]
        name, said = arguments["name"], value_of(case)
        domain = arguments.get("domain")
        cookie = fields.SetCookie(name.encode(), said.encode(), domain=domain if isinstance(domain, str) else None)
        try:
            told: str | None = cookie.write().decode()
        except oyez.MisuseError:
            told = None
        if expected is not None and not fields.Cookie(name.encode(), said.encode()).is_valid:
            refused += 1
            assert told is None, case["id"]
        else:
            plain = None if expected is None else expected.replace("Domain=.", "Domain=")
            assert told == plain, case["id"]
    assert refused == 13


def value_of(case: Case) -> str:
    """The functions of the tests that encode are not recorded, but what they made is."""
    arguments: dict[str, Any] = case["args"][0]
    if len(case["args"]) == 1:
        return encoded(arguments["value"])
    expected, prefix = case["expect"]["result"] or "", f"{arguments['name']}="
    pair = expected.split("; ")[0]
    return str(pair.removeprefix(prefix) if pair.startswith(prefix) else arguments["value"])
