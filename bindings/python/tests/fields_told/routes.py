# SPDX-License-Identifier: MIT OR Apache-2.0
"""Routing, targets and forms."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

from fields_told import Told, extended, flag, number, octets, of_list

import oyez
from oyez import fields


def is_at(address: IPv4Address | IPv6Address | None) -> str | None:
    return None if address is None else f"address={address}"


def host(told: Told, value: bytes) -> None:
    read = fields.host(value)
    told.line(octets("host", read.host), number("port", read.port), is_at(read.address))
    told.write = read.write


def via(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.Recipient)
        words = octets("protocol", one.protocol), octets("version", one.version)
        more = octets("received-by", one.received_by), number("port", one.port)
        told.line(*words, *more, octets("comment", one.comment))

    of_list(told, fields.via(value), line)


def forwarded(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.Element)
        told.line("element", octets("host", one.host), octets("proto", one.proto))
        for name, node in (("for", one.client), ("by", one.by)):
            if node is not None:
                told.line(";", octets(name, node.name), octets("port", node.port), is_at(node.address))
        told.parameters(one.extensions)

    of_list(told, fields.forwarded(value), line)


def hop(told: Told, one: object) -> None:
    assert isinstance(one, fields.Hop)
    told.line(octets("text", one.text), number("port", one.port), is_at(one.address))


def x_forwarded_for(told: Told, value: bytes) -> None:
    of_list(told, fields.x_forwarded_for(value), lambda one: hop(told, one))


def client_ip(told: Told, value: bytes) -> None:
    read = fields.client_ip(value)
    hop(told, read)
    told.write = read.write


def keep_alive(told: Told, value: bytes) -> None:
    read = fields.keep_alive(value)
    told.line("keep", number("timeout", read.timeout), number("max", read.max))
    told.write = read.write


def upgrade(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.Protocol)
        told.line(octets("protocol", one.name), octets("version", one.version))

    of_list(told, fields.upgrade(value), line)


def expect(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.Expectation)
        told.line(octets("name", one.name), octets("value", one.value), flag("continue", one.is_continue))
        told.parameters(one.parameters)

    of_list(told, fields.expect(value), line)


def mailbox(told: Told, value: bytes) -> None:
    read = fields.from_(value)
    words = octets("display-name", read.display_name), octets("local-part", read.local_part)
    told.line(*words, octets("domain", read.domain))
    told.write = read.write


def products(told: Told, value: bytes) -> None:
    parts: list[fields.Product | fields.Comment] = []
    told.write = lambda: fields.write_products(parts)
    for part in fields.products(value):
        if isinstance(part, fields.Comment):
            told.line(octets("comment", part.text))
        else:
            told.line(octets("product", part.name), octets("version", part.version))
        parts.append(part)


def links(told: Told, value: bytes) -> None:
    def line(one: object) -> None:
        assert isinstance(one, fields.Link)
        rel = None if one.rel is None else octets("rel", b" ".join(one.relations))
        words = octets("anchor", one.anchor), octets("rev", one.rev), octets("title", one.title)
        told.line(octets("target", one.target), rel, *words, *extended("title*", one.extended_title))
        told.parameters(one.parameters)

    of_list(told, fields.links(value), line)


def title(told: Told, value: bytes) -> None:
    text = fields.title(value)
    told.line(octets("text", text))
    told.write = lambda: fields.write_title(text)


PARTS = ("scheme", "userinfo", "host", "port", "path", "query", "fragment")


def uri(read: Callable[[bytes], fields.UriReference]) -> Callable[[Told, bytes], None]:
    def reader(told: Told, value: bytes) -> None:
        reference = read(value)
        told.line(*(octets(part, getattr(reference, part)) for part in PARTS))
        told.write = reference.write

    return reader


def normal_uri(told: Told, value: bytes) -> None:
    read = fields.uri_reference(value)
    told.write = lambda: fields.normalise(read).encode()
    try:
        told.line(octets("uri", fields.normalise(read)))
    except oyez.MisuseError:
        told.line("none")


def resolved_uri(told: Told, value: bytes) -> None:
    base, _, reference = value.partition(b"\r\n")
    read = fields.uri_reference(base)
    try:
        to_be_resolved = fields.uri_reference(reference)
    except fields.InvalidValue as error:
        at = min(len(base) + 2, len(value)) + error.offset
        return told.line("refused", error.name, f"at={at}")
    try:
        told.line(octets("uri", fields.resolve(read, to_be_resolved)))
    except oyez.MisuseError:
        told.line("none")


def path(told: Told, value: bytes) -> None:
    told.line(octets("path", fields.decode_path(value)))


def percent(told: Told, value: bytes) -> None:
    decoded = fields.percent_decode(value)
    told.line(octets("octets", decoded))
    told.write = lambda: fields.percent_encode(decoded).encode()


def query(told: Told, value: bytes) -> None:
    for name, behind in fields.query(value):
        told.line(octets("name", name), octets("value", behind))


def form(told: Told, value: bytes) -> None:
    pairs: list[tuple[bytes, bytes | None]] = []
    told.write = lambda: fields.write_form(pairs)
    for name, behind in fields.form(value):
        told.line(octets("name", name), octets("value", behind))
        pairs.append((name, behind))


def version(told: Told, value: bytes) -> None:
    read = fields.version_number(value)
    told.line(octets("major", read.major), octets("minor", read.minor))
    told.write = read.write
