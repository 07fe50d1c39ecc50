# SPDX-License-Identifier: MIT OR Apache-2.0
"""What `oyez.fields` is like in Python, whatever the field. What values say is in the conformance cases."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

import oyez
from oyez import fields
from oyez.fields import cgi, multipart, registry, structured

TIME = datetime(1994, 11, 6, 8, 49, 37, tzinfo=timezone.utc)
IMF = b"Sun, 06 Nov 1994 08:49:37 GMT"


def test_an_invalid_value_says_what_by_which_rule_and_where() -> None:
    with pytest.raises(fields.InvalidValue) as caught:
        fields.media_type(b"text/html; charset=")
    error = caught.value
    assert (error.name, error.clause, error.offset) == ("PARAMETER", "RFC 9110, 5.6.6", 19)
    assert str(error).endswith("(RFC 9110, 5.6.6) at octet 19")
    assert isinstance(error, ValueError) and type(error).__module__ == "oyez.fields"
    assert 2000 <= error.number < 2200


def test_what_is_no_value_is_not_written() -> None:
    for value in (
        fields.MediaType("text", "html", {"a b": "c"}),
        fields.MediaType("text\r\nX: y", "html"),
        fields.MediaRange("text", "html", {"q": "1"}),
        fields.EntityTag('a"b'),
        fields.Cookie("a", "b;c"),
        fields.SetCookie("a", "b", path="c"),
        fields.Link("</a>"),
        fields.Link("/a", parameters={"rel": "b"}),
        fields.Element(extensions={"For": "b"}),
        fields.ContentDisposition("inline", parameters={"filename": "a"}),
        fields.Challenge("Basic", {"realm": "a"}, "b"),
        fields.RangeSpec(),
        fields.EntityTagList([fields.EntityTag("a")], any=True),
        structured.Item("é"),
        structured.Item(structured.Token("é")),
        structured.Item(10**15),
    ):
        with pytest.raises(oyez.MisuseError) as caught:
            value.write()
        assert caught.value.name == "FIELD_SYNTAX", value


@pytest.mark.parametrize("value", ["max-age=1", b"max-age=1", bytearray(b"max-age=1"), memoryview(b"-max-age=1")[1:]])
def test_a_value_may_be_any_octets_or_text(value: str | bytes | bytearray | memoryview) -> None:
    assert fields.cache_control(value).max_age == 1
    assert list(fields.directives(value)) == [fields.Directive("max-age", "1")]


def test_text_is_read_as_iso_8859_1() -> None:
    assert fields.entity_tag('"é"').opaque == b"\xe9"
    with pytest.raises(ValueError, match="latin-1|iso-8859-1"):
        fields.entity_tag('"€"')


@pytest.mark.parametrize("value", [None, 1, ["a"], ("a",)])
def test_what_is_no_value_at_all_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError):
        fields.media_type(value)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        fields.accept(value)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        fields.Cookie(value, "b")  # type: ignore[arg-type]


def test_a_list_tells_what_stands_before_an_invalid_member() -> None:
    read = fields.accept("text/html, text/plain;q=2, */*")
    assert next(read) == fields.MediaRange("text", "html")
    with pytest.raises(fields.InvalidValue) as caught:
        next(read)
    assert (caught.value.name, caught.value.offset) == ("WEIGHT", 24)
    assert list(read) == []


def test_a_list_is_an_iterator_whose_members_are_read_when_they_are_asked_for() -> None:
    read = fields.vary("a, b")
    assert isinstance(read, Iterator) and iter(read) is read
    assert (next(read), next(read), next(read, None), next(read, None)) == ("a", "b", None, None)


def test_a_list_is_written_of_what_was_read() -> None:
    cases: list[tuple[Callable[[str], Iterator[Any]], str]] = [
        (fields.accept, "text/html, */*;q=0.5"),
        (fields.vary, "accept, *"),
        (fields.via, "1.0 fred, 1.1 p.example.net"),
        (fields.challenges, 'Basic realm="a", Bearer'),
        (fields.links, '</a>; rel="b"'),
        (fields.te, "trailers, gzip;q=0.5"),
    ]
    for read, value in cases:
        assert fields.write_list(read(value)) == value.encode()
    assert fields.write_list([]) == b""
    for member in (fields.SetCookie("a", "b"), fields.Cookie("a", "b"), fields.MediaType("a", "b"), b"a", None):
        with pytest.raises(TypeError, match="no member of a list"):
            fields.write_list([member])  # type: ignore[list-item]
    with pytest.raises(oyez.MisuseError):
        fields.write_list(["a, b"])


EQUAL: list[tuple[Any, Any]] = [
    (fields.MediaType("TEXT", "Html", {"Charset": "a"}), fields.MediaType("text", "html", [("charset", b"a")])),
    (fields.Directive("Max-Age", "1"), fields.Directive("max-age", b"1")),
    (fields.ContentCoding("x-gzip"), fields.ContentCoding("GZIP")),
    (fields.Host("EXAMPLE.com", 80), fields.Host("example.COM", 80)),
    (fields.Hop("[::1]:80"), fields.Hop('"[0:0::1]:80"')),
    (fields.LanguagePreference("EN"), fields.LanguagePreference("en", 1000)),
    (fields.Protocol("WebSocket"), fields.Protocol("websocket")),
    (fields.VersionNumber("01", "10"), fields.VersionNumber("1", "10")),
    (next(fields.challenges(" , a b=c")), fields.Challenge("A", {"B": "c"})),
    (registry.find("ETAG"), registry.find("etag")),
]


def test_values_are_equal_that_mean_the_same() -> None:
    for one, other in EQUAL:
        assert one == other and hash(one) == hash(other), one
    different = [one for one, _ in EQUAL]
    assert all(one != other for one in different for other in different if one is not other)
    assert len({*different, *(other for _, other in EQUAL)}) == len(EQUAL)


def test_case_matters_where_it_does() -> None:
    assert fields.Cookie("a", "b") != fields.Cookie("A", "b")
    assert fields.EntityTag("a") != fields.EntityTag("A")
    assert fields.MediaType("a", "b", {"c": "d"}) != fields.MediaType("a", "b", {"c": "D"})
    assert structured.Token("a") != structured.Token("A")


def test_names_are_told_as_they_were_received() -> None:
    read = fields.media_type("Text/HTML;Charset=x")
    assert (read.type_name, read.subtype_name, read.parameters) == ("Text", "HTML", (("Charset", b"x"),))
    assert read.is_("text", "html") and read.charset == b"x" and read.find("CHARSET") == b"x"
    assert read.write() == b"Text/HTML;Charset=x"


def test_values_cannot_be_changed() -> None:
    tag = fields.EntityTag("a")
    with pytest.raises(AttributeError):
        tag.weak = True  # type: ignore[misc]
    with pytest.raises(AttributeError):
        tag.extra = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):

        class Other(fields.EntityTag):  # type: ignore[misc]
            pass


def test_values_are_matched_by_their_members() -> None:
    match fields.entity_tag('W/"a"'):
        case fields.EntityTag(b"a", weak=True):
            pass
        case _:
            raise AssertionError
    match fields.retry_after("10"):
        case int(seconds):
            assert seconds == 10
    match structured.item("a;b"):
        case structured.Item(structured.Token("a"), {"b": True}):
            pass
        case _:
            raise AssertionError


def test_what_a_value_shows_makes_it_again() -> None:
    for value in (
        fields.MediaRange("text", "html", {"a": "b"}, 500),
        fields.EntityTag("a", weak=True),
        fields.CacheControl(max_age=0, no_store=True),
        fields.RangeSpec(length=5),
        fields.ContentRange((0, 4), 10),
        fields.Recipient("1.1", "a", 80, "b"),
        fields.Mailbox("a", "b", "c d"),
        fields.BearerChallenge("a", scope="b c"),
        fields.UriReference(scheme="a", path="b"),
        fields.ExtValue("é", "de"),
        fields.Link("/a", "b", parameters=[("c", None), ("d", "e")]),
        fields.ContentDisposition("attachment", "a", fields.ExtValue("ä")),
        structured.InnerList([structured.Item(structured.Token("a"), {"b": 1})], {"c": True}),
        multipart.FormPart("a", "b"),
    ):
        assert eval(repr(value), {**vars(fields), **vars(structured), **vars(multipart)}) == value


def test_secrets_are_not_shown() -> None:
    shown = [
        fields.basic("Basic d2VibWFzdGVyOnpycW1hNHY="),
        fields.bearer("Bearer secret"),
        fields.credentials("Token secret"),
        fields.credentials("Digest response=secret"),
        fields.DigestCredentials("a", "b", "c", "/", "secret"),
    ]
    assert "webmaster" in repr(shown[0])
    assert not any("zrqma4v" in repr(value) or "secret" in repr(value) for value in shown)


def test_times_are_datetimes_of_utc() -> None:
    assert fields.date(IMF) == TIME and fields.date(IMF).tzinfo is timezone.utc
    assert fields.write_date(TIME) == fields.write_date(TIME.astimezone(timezone(timedelta(hours=5)))) == IMF
    assert fields.write_date(TIME + timedelta(microseconds=999_999)) == IMF
    before = datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=timezone.utc)
    assert fields.write_date(before) == b"Wed, 31 Dec 1969 23:59:59 GMT"
    for first_or_last in (datetime.min, datetime.max.replace(microsecond=0)):
        there = first_or_last.replace(tzinfo=timezone.utc)
        assert fields.date(fields.write_date(there)) == there


def test_a_time_without_a_zone_is_no_time() -> None:
    for write in (fields.write_date, fields.write_retry_after, fields.write_if_range):
        with pytest.raises(TypeError, match="offset-naive"):
            write(TIME.replace(tzinfo=None))
    with pytest.raises(TypeError, match="offset-naive"):
        fields.date(IMF, datetime(2000, 1, 1))


def test_a_year_that_datetime_has_not_is_invalid() -> None:
    value = "Sat, 01 Jan 0000 00:00:00 GMT"
    readers: list[Callable[[str], object]] = [fields.date, fields.retry_after, fields.if_range]
    for read in readers:
        with pytest.raises(fields.InvalidValue):
            read(value)
    assert fields.expires(value) is None
    with pytest.raises(fields.InvalidValue):
        structured.item("@999999999999999")


def test_two_digits_are_a_year_near_now() -> None:
    value = "Sunday, 06-Nov-44 08:49:37 GMT"
    assert fields.date(value, datetime(1994, 11, 7, tzinfo=timezone.utc)).year == 2044
    assert fields.date(value, datetime(1993, 11, 5, tzinfo=timezone.utc)).year == 1944
    warning = '110 a "b" "Sunday, 06-Nov-44 08:49:37 GMT"'
    for now, year in ((1993, 1944), (1995, 2044)):
        (read,) = fields.warnings(warning, datetime(now, 1, 1, tzinfo=timezone.utc))
        assert read.date is not None and read.date.year == year


def test_numbers_beyond_their_range_are_no_values() -> None:
    with pytest.raises(oyez.MisuseError):
        fields.write_number(2**63)
    for beyond in (-1, 2**64):
        with pytest.raises(OverflowError):
            fields.write_number(beyond)


def test_enumerations_have_the_numbers_of_rust() -> None:
    assert fields.ContentCoding("br").coding is fields.Coding.BR
    assert fields.set_cookie("a=b; SameSite=Strict").same_site is fields.SameSite.STRICT
    (te,) = fields.te("trailers")
    assert te.coding is fields.Transfer.TRAILERS
    assert fields.content_disposition("form-data").disposition is fields.Disposition.FORM_DATA
    assert fields.content_transfer_encoding("base64").mechanism is fields.Mechanism.BASE64
    assert fields.SetCookie("a", "b", same_site=fields.SameSite.LAX).write() == b"a=b; SameSite=Lax"
    with pytest.raises(ValueError, match="SameSite"):
        fields.SetCookie("a", "b", same_site=9)  # type: ignore[arg-type]


def test_several_lines_come_to_one_policy() -> None:
    read = fields.cache_control("max-age=1", "no-store", b"max-age=2")
    assert (read.max_age, read.no_store, read.doubtful) == (0, True, True)
    assert fields.cache_control() == fields.CacheControl()


def test_a_challenge_is_refused_where_it_stands_in_the_value() -> None:
    value = 'Basic realm="a", Digest realm="b", nonce=c, stale=true, stale=false'
    basic, digest = fields.challenges(value)
    assert fields.basic_challenge(basic) == fields.BasicChallenge("a")
    with pytest.raises(fields.InvalidValue) as caught:
        fields.digest_challenge(digest)
    assert caught.value.offset == value.index(", stale=false") or value[caught.value.offset :].startswith("stale=false")


def test_a_digest_is_computed_as_rfc_7616_3_9_1_shows_it() -> None:
    user, realm, password = "Mufasa", "http-auth@example.org", "Circle of Life"
    said: dict[str, Any] = dict(
        method="GET",
        uri="/dir/index.html",
        nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
        cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        nc=1,
        qop=fields.Qop.AUTH,
    )
    for algorithm, response in (
        (fields.Algorithm.MD5, "8ca523f5e9506fed4657c9700eebdbec"),
        (fields.Algorithm.SHA256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ):
        secret = fields.digest_secret(algorithm, user, realm, password)
        assert fields.digest_response(algorithm, secret, **said) == response
        assert fields.digest_session(algorithm, secret, "a", "b") == secret
    session = fields.digest_session(fields.Algorithm.MD5_SESS, "0" * 32, "a", "b")
    assert session == fields.digest_hash(fields.Algorithm.MD5, "0" * 32 + ":a:b")
    with pytest.raises(oyez.MisuseError):
        fields.digest_session(fields.Algorithm.MD5_SESS, "no digest", "a", "b")


def test_a_jar_keeps_what_it_has_between_two_calls() -> None:
    jar, request = fields.Jar(), fields.CookieRequest("example.org", "/", is_secure=True)
    for value in ("a=b; Max-Age=60", "c=d", "__Host-e=f; Secure; Path=/"):
        jar.store(fields.set_cookie(value), request, now=TIME)
    with pytest.raises(fields.InvalidValue) as caught:
        jar.store(fields.set_cookie("g=h; Domain=example.com"), request, now=TIME)
    assert caught.value.name == "COOKIE_DOMAIN"
    assert jar.write(request, now=TIME) == b"a=b; c=d; __Host-e=f"
    assert [(cookie.name, cookie.host_only) for cookie in jar.cookies()] == [
        (b"a", True),
        (b"c", True),
        (b"__Host-e", True),
    ]
    jar.end_session()
    assert [cookie.expires for cookie in jar.cookies()] == [TIME + timedelta(seconds=60)]
    jar.expire(TIME + timedelta(seconds=61))
    assert jar.cookies() == [] and jar.write(request) is None
    jar.store(fields.SetCookie("a", "b"), request)
    jar.clear("EXAMPLE.org")
    assert jar.write(request) is None
    with pytest.raises(fields.InvalidValue):
        fields.Jar(memory=10).store(fields.SetCookie("a", "b"), request)


def test_a_multipart_body_is_read_and_written_in_pieces() -> None:
    boundary = multipart.boundary()
    body = multipart.form_head(boundary, multipart.FormPart("a", "b.txt", "text/plain")) + b"hello" + multipart.PART_END
    body += multipart.head(boundary, {"X": "y"}) + multipart.PART_END
    body += multipart.range_head(boundary, 0, 4, 10) + b"01234" + multipart.PART_END + multipart.end(boundary)
    reader = multipart.Reader(boundary)
    events: list[Any] = []
    for at in range(0, len(body), 7):
        reader.receive(body[at : at + 7])
        events += reader
    reader.receive_end()
    parts = [event for event in events if isinstance(event, multipart.Part)]
    assert parts[0].form() == multipart.FormPart("a", "b.txt", "text/plain")
    assert [part.fields.get("content-range") for part in parts] == [None, None, b"bytes 0-4/10"]
    assert b"".join(event.octets for event in events if isinstance(event, multipart.Data)) == b"hello01234"
    assert events[-2:] == [multipart.PartEnd(), multipart.End()]
    with pytest.raises(fields.InvalidValue):
        parts[1].form()


def test_a_multipart_body_that_has_not_ended_is_invalid() -> None:
    reader = multipart.Reader("a")
    reader.receive("--a\r\n\r\nb")
    list(reader)
    with pytest.raises(fields.InvalidValue) as caught:
        reader.receive_end()
    assert caught.value.name == "MULTIPART_END"
    with pytest.raises(fields.InvalidValue):
        multipart.Reader("a b ")


def test_decimals_are_rounded_to_thousandths() -> None:
    written = {"1.5": "1.5", "0.0005": "0.0", "0.0015": "0.002", "-0.00251": "-0.003", "1e3": "1000.0"}
    for digits, expected in written.items():
        assert structured.Item(Decimal(digits)).write() == expected.encode()
    for beyond in ("1e12", "NaN", "Infinity", "1e999999"):
        with pytest.raises(oyez.MisuseError):
            structured.Item(Decimal(beyond)).write()
    for value in (1.5, None, [1]):
        with pytest.raises(TypeError, match="no bare item"):
            structured.Item(value).write()  # type: ignore[arg-type]


def test_true_is_not_one_in_a_structured_field() -> None:
    assert structured.Item(True) != structured.Item(1)
    assert structured.write_dictionary({"a": True, "b": 1, "c": False}) == b"a, b=1, c=?0"


def test_the_variables_of_a_script_are_octets() -> None:
    told = cgi.variables(
        [("Accept", "a"), ("X_Y", "b"), ("accept", "c"), ("Authorization", "d")],
        method="GET",
        path_info="/%C3%A9",
        server_name="a",
        server_port=80,
        remote_addr="::1",
    )
    assert (told["PATH_INFO"], told["HTTP_ACCEPT"]) == ("/é".encode(), b"a, c")
    assert not {"HTTP_X_Y", "HTTP_AUTHORIZATION"} & told.keys()
    assert cgi.path_info("/a/b", "/a") == "/b" and cgi.path_info("/ab", "/a") is None


def test_every_name_is_exported_once() -> None:
    assert sorted(set(fields.__all__)) == fields.__all__
    assert all(hasattr(fields, name) for name in fields.__all__)
    for module in (cgi, multipart, registry, structured):
        assert module.__name__ == f"oyez.fields.{module.__name__.rsplit('.')[-1]}"
    for name in fields.__all__:
        value = getattr(fields, name)
        assert not isinstance(value, type) or value.__module__ in ("oyez.fields", "builtins"), name


def test_the_registry_knows_every_field() -> None:
    entry = registry.find("set-cookie")
    assert entry is not None and registry.by_number(entry.number) == entry
    assert (entry.name, entry.shape, entry.family) == ("Set-Cookie", fields.Shape.LINES, "SetCookie")
    assert registry.class_of("X-Unknown") is fields.FieldClass.EXTENSION
    assert registry.class_of("X-Unknown", (1, 0)) is fields.FieldClass.ENTITY
    assert registry.find("X-Unknown") is None and len(registry.all_fields()) > 100


def test_a_long_value_takes_linear_time() -> None:
    begun = time.monotonic()
    assert sum(1 for _ in fields.accept("a/b, " * 200_000)) == 200_000
    assert sum(1 for _ in fields.form("a=b&" * 200_000)) == 200_000
    assert sum(1 for _ in fields.challenges("a b=c, " * 200_000)) == 200_000
    assert time.monotonic() - begun < 10  # Where each member cost all before it, it would be minutes.


def test_errors_can_be_sent_to_another_process() -> None:
    with pytest.raises(fields.InvalidValue) as caught:
        fields.age("a")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.name, again.offset, str(again)) == (caught.value.name, 0, str(caught.value))
