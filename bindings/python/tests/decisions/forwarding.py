# SPDX-License-Identifier: MIT OR Apache-2.0
"""Questions about forwarding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from methods import spelt, version, version_or_none, yes
from oyez import MisuseError
from oyez.semantics import (
    Abuse,
    ConnectKind,
    Receiver,
    connection_persists,
    decide_connect,
    decide_forwards,
    forward_host,
    forward_target,
    forwarded_fields,
    may_transform,
    route,
    takes_trailers,
    told_by_forwarded,
    told_by_x_forwarded_for,
    version_to_send,
    via_recipient,
)

if TYPE_CHECKING:
    from ask import Row


def ask_forwarding(row: Row) -> str | None:
    method, target, host = (row.text(name) or "" for name in ("method", "target", "host"))
    name, port = row.text("name") or "", row.number("port")
    if row.decision == "forwarding.fields":
        return strip(row)
    if row.decision == "forwarding.route":
        found = route(row.fields(), name, port)
        return f"{found.recipients} {found.here} {found.status(row.number('most') or 0) or 0}"
    if row.decision == "forwarding.via":
        try:
            return via_recipient(version(row), name, port).write().decode()
        except MisuseError:
            return "refused"
    if row.decision == "forwarding.max_forwards":
        forwards = decide_forwards(method, row.fields())
        return spelt(forwards.kind.name) + ("" if forwards.left is None else f" {forwards.left}")
    if row.decision == "forwarding.target":
        scheme, to_proxy = row.text("scheme") or "", row.text("next") == "proxy"
        sent = forward_target(method, target, host, scheme=scheme, to_proxy=to_proxy)
        return "refused" if sent is None else sent
    if row.decision == "forwarding.host":
        sent = forward_host(method, target, host)
        return "none" if sent is None else sent
    if row.decision == "forwarding.persists":
        receiver = Receiver[(row.text("receiver") or "").upper()]
        return yes(connection_persists(receiver, version(row), row.fields()))
    if row.decision == "forwarding.version":
        major, minor = version_to_send(version(row, "own"), version_or_none(row, "peer"), row.says("misbehaves"))
        return str(10 * major + minor)
    if row.decision == "forwarding.connect":
        connect = decide_connect(target, [int(number) for number in (row.text("ports") or "").split()])
        return f"{connect.host} {connect.port}" if connect.kind == ConnectKind.OPEN else spelt(connect.kind.name)
    if row.decision == "forwarding.trailers":
        return yes(takes_trailers(version(row), row.fields()))
    if row.decision == "forwarding.transform":
        return yes(may_transform(row.fields()))
    if row.decision == "forwarding.told":
        element = told_by_forwarded(row.fields(), row.number("proxies") or 0)
        return "nobody" if element is None or element.client is None else element.client.name
    if row.decision == "forwarding.told_by_custom":
        hop = told_by_x_forwarded_for(row.fields(), row.number("proxies") or 0)
        return "nobody" if hop is None else hop.text
    return None


def strip(row: Row) -> str:
    told = forwarded_fields(
        row.fields(),
        keep_length=row.says("keep_length"),
        keep_trailer=row.says("keep_trailer"),
        keep_proxy_credentials=row.says("keep_proxy_credentials"),
        drop_expect=row.says("drop_expect"),
        drop_host=row.says("drop_host"),
        drop_max_forwards=row.says("drop_max_forwards"),
        drop_told=row.says("drop_told"),
        from_mime=row.says("from_mime"),
        strip_end_to_end=row.says("strip_end_to_end"),
    )
    if isinstance(told, Abuse):
        return f"refused {spelt(told.kind.name)}" + ("" if told.name is None else f" {told.name}")
    return "; ".join(f"{name}: {value.decode()}" for name, value in told.lines()) or "nothing"
