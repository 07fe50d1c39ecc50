# SPDX-License-Identifier: MIT OR Apache-2.0
"""Field values read and written, beside what Python programs use for them: `make bench-fields-python`.

Each line is how many times as fast `oyez.fields` is: the median of several rounds, in which both do the same in turn.
Both sides end with the same in hand: objects whose members are ready, or the octets of a value. What theirs leave undone
until it is asked for, they are asked for.
"""

from __future__ import annotations

import email.utils
import statistics
import sys
import timeit
import urllib.parse
from collections.abc import Iterator
from datetime import datetime, timezone
from http.cookies import SimpleCookie

import werkzeug.http
from werkzeug.datastructures import (
    Authorization,
    ContentRange,
    ETags,
    LanguageAccept,
    MIMEAccept,
    Range,
    RequestCacheControl,
    ResponseCacheControl,
)
from werkzeug.sansio import multipart as theirs

from oyez import fields
from oyez.fields import multipart

GOAL = 5
ROUNDS = 15
SECONDS = 0.02
"""A round of one side."""

DATE = "Sun, 06 Nov 1994 08:49:37 GMT"
RFC850 = "Sunday, 06-Nov-94 08:49:37 GMT"
TIME = datetime(1994, 11, 6, 8, 49, 37, tzinfo=timezone.utc)
COOKIES = "SID=31d4d96e407aad42; lang=en-US; theme=dark; _ga=GA1.2.1234567890.1600000000"
SET_COOKIE = "SID=31d4d96e407aad42; Path=/; Domain=example.com; Max-Age=3600; Secure; HttpOnly; SameSite=Lax"
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
LANGUAGES = "en-US,en;q=0.7,de;q=0.3"
POLICY = "public, max-age=3600, must-revalidate"
ASKED = "max-age=0, no-cache"
MEDIA_TYPE = "text/html; charset=utf-8"
TAG = 'W/"xyzzy"'
TAGS = '"xyzzy", "r2d2xxxx", W/"c3piozzzz"'
RANGES = "bytes=0-499, 500-999, -500"
CONTENT_RANGE = "bytes 0-499/1000"
FORM = "name=J%C3%B8rgen+Hansen&street=Vesterbrogade+12&city=K%C3%B8benhavn&zip=1620&newsletter=on"
PAIRS = [("name", "Jørgen Hansen"), ("street", "Vesterbrogade 12"), ("city", "København"), ("zip", "1620")]
BODY = (
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nhello\r\n'
    b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    + b"0123456789abcdef" * 256
    + b"\r\n--b--\r\n"
)


def their_set_cookie() -> str:
    cookie = SimpleCookie()
    cookie["SID"] = "31d4d96e407aad42"
    morsel = cookie["SID"]
    morsel["path"] = "/"
    morsel["max-age"] = 3600
    morsel["secure"] = True
    morsel["httponly"] = True
    morsel["samesite"] = "Lax"
    return morsel.OutputString()


def our_set_cookie() -> bytes:
    cookie = fields.SetCookie(
        *("SID", "31d4d96e407aad42"),
        path="/",
        max_age=3600,
        secure=True,
        http_only=True,
        same_site=fields.SameSite.LAX,
    )
    return cookie.write()


def their_dumped_cookie() -> str:
    return werkzeug.http.dump_cookie(
        "SID", "31d4d96e407aad42", path="/", max_age=3600, secure=True, httponly=True, samesite="Lax"
    )


def their_multipart() -> list[object]:
    decoder = theirs.MultipartDecoder(b"b")
    decoder.receive_data(BODY)
    decoder.receive_data(None)
    events: list[object] = []
    while not isinstance(event := decoder.next_event(), (theirs.NeedData, theirs.Epilogue)):
        events.append(event)
    return events


def our_multipart() -> list[object]:
    reader = multipart.Reader("b")
    reader.receive(BODY)
    return [event.form() if isinstance(event, multipart.Part) else event for event in reader]


MIME_ACCEPT = werkzeug.http.parse_accept_header(ACCEPT, MIMEAccept)
OUR_ACCEPT = list(fields.accept(ACCEPT))
THEIR_POLICY = werkzeug.http.parse_cache_control_header(POLICY, None, ResponseCacheControl)
OUR_POLICY = fields.cache_control(POLICY)
THEIR_TAGS = werkzeug.http.parse_etags(TAGS)
OUR_TAGS = fields.entity_tag_list(TAGS)
THEIR_RANGE = Range("bytes", [(0, 500), (500, 1000), (-500, None)])
OUR_RANGES = fields.range(RANGES).specs
THEIR_CONTENT_RANGE = ContentRange("bytes", 0, 500, 1000)
OUR_CONTENT_RANGE = fields.ContentRange((0, 499), 1000)
BASIC = "Basic d2VibWFzdGVyOnpycW1hNHY="

CASES: list[tuple[str, str, str]] = [
    ("date-read-email", "email.utils.parsedate_to_datetime(DATE)", "fields.date(DATE)"),
    ("date-read-werkzeug", "werkzeug.http.parse_date(DATE)", "fields.date(DATE)"),
    ("date-850-read-email", "email.utils.parsedate_to_datetime(RFC850)", "fields.date(RFC850)"),
    ("date-write-email", "email.utils.format_datetime(TIME, usegmt=True)", "fields.write_date(TIME)"),
    ("date-write-werkzeug", "werkzeug.http.http_date(TIME)", "fields.write_date(TIME)"),
    ("cookie-read-http.cookies", "SimpleCookie(COOKIES)", "list(fields.cookies(COOKIES))"),
    ("cookie-read-werkzeug", "werkzeug.http.parse_cookie(COOKIES)", "list(fields.cookies(COOKIES))"),
    ("set-cookie-read-http.cookies", "SimpleCookie(SET_COOKIE)", "fields.set_cookie(SET_COOKIE)"),
    ("set-cookie-write-http.cookies", "their_set_cookie()", "our_set_cookie()"),
    ("set-cookie-write-werkzeug", "their_dumped_cookie()", "our_set_cookie()"),
    ("accept-read-werkzeug", "werkzeug.http.parse_accept_header(ACCEPT, MIMEAccept)", "list(fields.accept(ACCEPT))"),
    ("accept-write-werkzeug", "MIME_ACCEPT.to_header()", "fields.write_list(OUR_ACCEPT)"),
    (
        "accept-language-read-werkzeug",
        "werkzeug.http.parse_accept_header(LANGUAGES, LanguageAccept)",
        "list(fields.accept_language(LANGUAGES))",
    ),
    (
        "cache-control-read-werkzeug",
        "werkzeug.http.parse_cache_control_header(POLICY, None, ResponseCacheControl)",
        "fields.cache_control(POLICY)",
    ),
    (
        "cache-control-asked-werkzeug",
        "werkzeug.http.parse_cache_control_header(ASKED, None, RequestCacheControl)",
        "fields.cache_control(ASKED)",
    ),
    ("cache-control-write-werkzeug", "THEIR_POLICY.to_header()", "OUR_POLICY.write()"),
    ("media-type-read-werkzeug", "werkzeug.http.parse_options_header(MEDIA_TYPE)", "fields.media_type(MEDIA_TYPE)"),
    (
        "media-type-write-werkzeug",
        'werkzeug.http.dump_options_header("text/html", {"charset": "utf-8"})',
        'fields.write_media_type("text", "html", {"charset": "utf-8"})',
    ),
    ("etag-read-werkzeug", "werkzeug.http.unquote_etag(TAG)", "fields.entity_tag(TAG)"),
    (
        "etag-write-werkzeug",
        'werkzeug.http.quote_etag("xyzzy", weak=True)',
        'fields.EntityTag("xyzzy", weak=True).write()',
    ),
    ("etags-read-werkzeug", "werkzeug.http.parse_etags(TAGS)", "fields.entity_tag_list(TAGS)"),
    ("etags-write-werkzeug", "THEIR_TAGS.to_header()", "OUR_TAGS.write()"),
    ("range-read-werkzeug", "werkzeug.http.parse_range_header(RANGES)", "fields.range(RANGES).specs"),
    ("range-write-werkzeug", "THEIR_RANGE.to_header()", "fields.write_range(OUR_RANGES)"),
    (
        "content-range-read-werkzeug",
        "werkzeug.http.parse_content_range_header(CONTENT_RANGE)",
        "fields.content_range(CONTENT_RANGE)",
    ),
    ("content-range-write-werkzeug", "THEIR_CONTENT_RANGE.to_header()", "OUR_CONTENT_RANGE.write()"),
    ("basic-read-werkzeug", "Authorization.from_header(BASIC)", "fields.basic(BASIC)"),
    ("form-read-urllib", "urllib.parse.parse_qsl(FORM)", "list(fields.form(FORM))"),
    ("form-write-urllib", "urllib.parse.urlencode(PAIRS)", "fields.write_form(PAIRS)"),
    ("multipart-read-werkzeug", "their_multipart()", "our_multipart()"),
]
"""What is read or written, with whom it is compared, and what either evaluates."""


def ratios(one: str, other: str) -> Iterator[float]:
    """How many times as long one takes as the other, round by round."""
    timers = [timeit.Timer(one, globals=globals()), timeit.Timer(other, globals=globals())]
    counts = []
    for timer in timers:
        count, took = timer.autorange()
        counts.append(max(1, int(count * SECONDS / took)))
    for _ in range(ROUNDS):
        took_one, took_other = (timer.timeit(count) / count for timer, count in zip(timers, counts, strict=True))
        yield took_one / took_other


def main() -> None:
    assert isinstance(THEIR_TAGS, ETags)
    missed = []
    for name, their, our in CASES:
        if len(sys.argv) > 1 and not any(part in name for part in sys.argv[1:]):
            continue
        ratio = statistics.median(ratios(their, our))
        print(f"fields-python {name} ratio {ratio:.1f}", flush=True)
        if ratio < GOAL:
            missed.append(name)
    print(f"{len(missed)} of {len(CASES)} are less than {GOAL} times as fast: {', '.join(missed) or 'none'}")


if __name__ == "__main__":
    main()
