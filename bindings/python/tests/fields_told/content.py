# SPDX-License-Identifier: MIT OR Apache-2.0
"""Dates, media, preferences, conditions and caching."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from fields_told import NOW, Reader, Told, extended, flag, number, octets, of_list, seconds, word

from oyez import fields

# Dates and numbers.


def date(told: Told, value: bytes) -> None:
    time = fields.date(value, NOW)
    told.line(seconds("date", time))
    told.write = lambda: fields.write_date(time)


def cookie_date(told: Told, value: bytes) -> None:
    time = fields.cookie_date(value)
    told.line(seconds("date", time))
    told.write = lambda: fields.write_date(time)


def expires(told: Told, value: bytes) -> None:
    time = fields.expires(value, NOW)
    if time is None:
        return told.line("expired")
    told.line(seconds("date", time))
    told.write = lambda: fields.write_date(time)


def retry_after(told: Told, value: bytes) -> None:
    wait = fields.retry_after(value, NOW)
    told.line(number("seconds", wait) if isinstance(wait, int) else seconds("date", wait))
    told.write = lambda: fields.write_retry_after(wait)


def count(read: Callable[[bytes], int], name: str) -> Reader:
    def reader(told: Told, value: bytes) -> None:
        found = read(value)
        told.line(number(name, found))
        told.write = lambda: fields.write_number(found)

    return reader


# Media.


def media_type(told: Told, value: bytes) -> None:
    read = fields.media_type(value)
    words = octets("type", read.type_name), octets("subtype", read.subtype_name), octets("suffix", read.suffix)
    told.line(*words, octets("charset", read.charset_in_http10))
    told.parameters(read.parameters)
    told.write = read.write


def content_encoding(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.ContentCoding)
        told.line(word(one.coding), octets("name", one.name))

    of_list(told, fields.content_encoding(value), line)


def content_language(told: Told, value: bytes) -> None:
    tags: list[str] = []
    told.write = lambda: fields.write_content_language(tags)
    for tag in fields.content_language(value):
        told.line(octets("tag", tag), octets("primary", tag.split("-")[0]))
        tags.append(tag)


def content_md5(told: Told, value: bytes) -> None:
    digest = fields.content_md5(value)
    told.line(octets("digest", digest))
    told.write = lambda: fields.write_content_md5(digest)


MECHANISMS = (None, "7bit", "8bit", "binary", "quoted-printable", "base64")


def content_transfer_encoding(told: Told, value: bytes) -> None:
    read = fields.content_transfer_encoding(value)
    told.line(MECHANISMS[read.mechanism], octets("name", read.name))
    told.write = read.write


def mime_version(told: Told, value: bytes) -> None:
    major, minor = fields.mime_version(value)
    told.line(number("major", major), number("minor", minor))
    told.write = lambda: fields.write_mime_version(major, minor)


DISPOSITIONS = (None, "inline", "attachment", "form-data")


def content_disposition(told: Told, value: bytes) -> None:
    read = fields.content_disposition(value)
    words = DISPOSITIONS[read.disposition], octets("name", read.type_name), flag("to-be-saved", read.is_to_be_saved)
    told.line(*words, octets("filename", read.file_name), octets("safe", read.safe_file_name))
    told.parameters(read.parameters)
    told.write = read.write


def ext_value(told: Told, value: bytes) -> None:
    read = fields.ext_value(value)
    told.line(*extended("text", read))
    told.write = read.write


def file_name(told: Told, value: bytes) -> None:
    name = value.decode("utf-8", "replace")
    told.line(octets("name", name))
    told.write = lambda: fields.write_content_disposition("attachment", name)


# Preferences.


def accept(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.MediaRange)
        names = octets("type", one.type_name), octets("subtype", one.subtype_name)
        told.line(*names, number("weight", one.weight), number("specificity", one.specificity))
        told.parameters(one.parameters)

    of_list(told, fields.accept(value), line)


def accept_charset(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.CharsetPreference)
        told.line(octets("charset", one.name), number("weight", one.weight), flag("any", one.is_any))

    of_list(told, fields.accept_charset(value), line)


def accept_encoding(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.CodingPreference)
        words = word(one.coding), octets("name", one.name)
        told.line(*words, number("weight", one.weight), flag("any", one.is_any))

    of_list(told, fields.accept_encoding(value), line)


def accept_language(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.LanguagePreference)
        told.line(octets("range", one.range), number("weight", one.weight), flag("any", one.is_any))

    of_list(told, fields.accept_language(value), line)


def transfer_codings(read: Callable[[bytes], Iterable[fields.TransferCoding]], weighed: bool) -> Reader:
    def reader(told: Told, value: bytes) -> None:
        def line(one: object) -> None:
            assert isinstance(one, fields.TransferCoding)
            told.line(word(one.coding), octets("name", one.name), number("weight", one.weight) if weighed else None)
            told.parameters(one.parameters)

        of_list(told, read(value), line)

    return reader


# Conditions.


def tag(told: Told, read: fields.EntityTag) -> None:
    told.line(octets("tag", read.opaque), flag("weak", read.weak))


def entity_tag(told: Told, value: bytes) -> None:
    read = fields.entity_tag(value)
    tag(told, read)
    told.write = read.write


def entity_tags(told: Told, value: bytes) -> None:
    read = fields.entity_tag_list(value)
    if read.any:
        told.line("any")
    for one in read.tags:
        tag(told, one)
    told.write = read.write


def if_range(told: Told, value: bytes) -> None:
    read = fields.if_range(value, NOW)
    if isinstance(read, datetime):
        told.line(seconds("date", read))
    else:
        tag(told, read)
    told.write = lambda: fields.write_if_range(read)


def range_(told: Told, value: bytes) -> None:
    read = fields.range(value)
    told.line(octets("unit", read.unit), octets("set", read.set), flag("bytes", read.is_bytes))
    for spec in read.specs:
        told.line(number("first", spec.first), number("last", spec.last), number("suffix", spec.length))
    told.write = read.write


def content_range(told: Told, value: bytes) -> None:
    read = fields.content_range(value)
    first, last = read.range or (None, None)
    words = octets("unit", read.unit), number("first", first), number("last", last)
    told.line(*words, number("complete", read.complete), number("length", read.length))
    told.write = read.write


# Caching.


def directives(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.Directive)
        told.line(octets("name", one.name), octets("argument", one.argument), number("seconds", one.seconds))

    of_list(told, fields.directives(value), line)


SECONDS = ("max-age", "s-maxage", "max-stale", "min-fresh", "stale-while-revalidate", "stale-if-error")
FLAGS = (
    *("no-cache", "no-cache-fields", "no-store", "no-transform", "only-if-cached", "must-revalidate"),
    *("must-understand", "private", "private-fields", "proxy-revalidate", "public", "immutable", "doubtful"),
)


def cache_policy(told: Told, value: bytes) -> None:
    read = fields.cache_control(value)
    member = {name: getattr(read, name.replace("-", "_")) for name in (*SECONDS, *FLAGS)}
    told.line(*(number(name, member[name]) for name in SECONDS), *(flag(name, member[name]) for name in FLAGS))
    told.write = read.write


def warnings(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.Warning)
        words = number("code", one.code), octets("agent", one.agent), octets("text", one.text)
        told.line(*words, seconds("date", one.date), flag("persists", one.persists))

    of_list(told, fields.warnings(value, NOW), line)
