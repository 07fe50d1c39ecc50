# SPDX-License-Identifier: MIT OR Apache-2.0
"""Structured fields, multipart bodies, and the variables of CGI."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import cast

from fields_told import Told, octets, seconds

import oyez
from oyez import fields
from oyez.fields import cgi, multipart, structured


def bare(value: object) -> str | None:
    """The words for a bare item: its type, and what it says; a decimal in thousandths."""
    match value:
        case bool():
            return f"boolean={value:d}"
        case int():
            return f"integer={value}"
        case Decimal():
            return f"decimal={int(value * 1000)}"
        case str():
            return octets("string", value)
        case structured.Token(text):
            return octets("token", text)
        case structured.DisplayString(text):
            return octets("display", text)
        case bytes():
            return octets("bytes", value)
        case datetime():
            return seconds("date", value)
    raise AssertionError(value)


def parameters(told: Told, read: dict[str, object]) -> None:
    for key, value in read.items():
        told.line(";", octets("key", key), bare(value))


def member(told: Told, key: str | None, read: object) -> None:
    if isinstance(read, structured.Item):
        told.line(octets("key", key), bare(read.value))
        return parameters(told, cast("dict[str, object]", read.parameters))
    assert isinstance(read, structured.InnerList)
    told.line(octets("key", key), "begin")
    for item in read.items:
        member(told, None, item)
    told.line("end")
    parameters(told, cast("dict[str, object]", read.parameters))


def item(told: Told, value: bytes) -> None:
    read = structured.item(value)
    member(told, None, read)
    told.write = read.write


def list_(told: Told, value: bytes) -> None:
    read = structured.list(value)
    for one in read:
        member(told, None, one)
    told.write = lambda: structured.write_list(read)


def dictionary(told: Told, value: bytes) -> None:
    read = structured.dictionary(value)
    for key, one in read.items():
        member(told, key, one)
    told.write = lambda: structured.write_dictionary(read)


def body(told: Told, value: bytes) -> None:
    """A line `Content-Type: VALUE`, an empty line, and a body: read whole, and octet by octet, to the same effect."""
    line, _, content = value.partition(b"\r\n\r\n")
    end = len(line)
    name, is_one, text = line.partition(b"Content-Type: ")
    if name or not is_one:
        return told.line("refused", "MEDIA_TYPE", "at=0")
    try:
        boundary = fields.media_type(text).boundary or b""
    except fields.InvalidValue as error:
        return told.line("refused", error.name, f"at={error.offset + end - len(text)}")
    try:
        whole = list(pieces(boundary, [content], end + 4, len(value)))
    except fields.InvalidValue as error:
        return told.line("refused", error.name, f"at={end}")
    octet_by_octet = [content[at : at + 1] for at in range(len(content))]
    assert list(pieces(boundary, octet_by_octet, end + 4, len(value))) == whole
    told.lines += whole


def pieces(boundary: bytes, octets_of: list[bytes], begin: int, end: int) -> Iterator[str]:
    told, data = Told(), b""
    reader = multipart.Reader(boundary, max_parts=64, head_size=512)
    try:
        for piece in octets_of:
            reader.receive(piece)
            for event in reader:
                match event:
                    case multipart.Part(lines):
                        try:
                            form = event.form()
                            words = octets("name", form.name), octets("filename", form.filename)
                            told.line("part", *words, octets("content-type", form.content_type))
                        except fields.InvalidValue:
                            told.line("part")
                        told.parameters(lines.lines())
                    case multipart.Data(piece_of_data):
                        data += piece_of_data
                    case multipart.PartEnd():
                        told.line(octets("data", data))
                        data = b""
                    case multipart.End():
                        told.line("end")
        reader.receive_end()
    except fields.InvalidValue as error:
        told.line("refused", error.name, f"at={min(begin, end) + error.offset}")
    yield from told.lines


def variables(told: Told, value: bytes) -> None:
    """A head, asked of `server.example` by 192.0.2.1: the script is named by the first two segments of its path."""
    conn = oyez.Connection()
    conn.receive(value)
    try:
        request = next(iter(conn))
    except oyez.ProtocolError as error:
        return told.line("refused", error.name, f"at={error.offset}")
    assert isinstance(request, oyez.Request)
    path, mark, query = request.target.partition("?")
    script_name = "/".join(path.split("/")[:3])
    path_info = cgi.path_info(path, script_name)
    assert path_info is not None
    try:
        cgi.check_path(path)
    except fields.InvalidValue as error:
        return told.line("refused", error.name, f"at={min(len(value), error.offset + len(request.method) + 1)}")
    all_variables = cgi.variables(
        request.fields,
        method=request.method,
        script_name=script_name,
        path_info=path_info,
        query=query if mark else None,
        version=request.version,
        server_name="server.example",
        server_port=80,
        server_software="oyez",
        remote_addr="192.0.2.1",
        pass_authorization=path.startswith("/raw/"),
    )
    for name, said in all_variables.items():
        told.line(octets(name, said))
