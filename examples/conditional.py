# SPDX-License-Identifier: MIT OR Apache-2.0
"""A resource with variants, entity tags and ranges: python examples/conditional.py [port], then
curl -i -H 'Accept-Language: de' -r 0-9 http://127.0.0.1:8080/
"""

import sys

import oyez
from oyez.fields import EntityTag, multipart
from oyez.semantics import (
    Byteranges,
    RangeOutcome,
    Validators,
    Variant,
    choose,
    decide_conditional,
    decide_range,
    not_modified,
    write_variant_links,
)

PLAIN = b"text/plain;charset=utf-8"
VARIANTS = [
    Variant(PLAIN, language="en", location="/en"),
    Variant(PLAIN, language="de", location="/de", quality=900),
]
TAGS = [EntityTag("en-1"), EntityTag("de-1")]
TEXTS = [
    "Oyez! Oyez! Oyez! All persons having business before this server are admonished to draw near and give their "
    "attention, for the server is now listening. Whoever asks for less than this text gets less.\n",
    "Hört! Hört! Hört! Alle, die vor diesem Server etwas zu tun haben, mögen näher treten und aufmerken, denn der "
    "Server hört jetzt zu. Wer nach weniger als diesem Text fragt, bekommt weniger.\n",
]


def answer(exchange: oyez.Exchange) -> None:
    request = exchange.request
    if request.method not in ("GET", "HEAD"):
        exchange.respond(405, b"", {"Allow": "GET, HEAD"})
        return

    # Which of them, if any will do.
    choice = choose(request.fields, VARIANTS)
    fields: dict[str, str | bytes] = {"Vary": choice.vary or "", "Content-Type": PLAIN}
    if choice.index is None:
        fields["Link"] = links = write_variant_links(VARIANTS)
        exchange.respond(406, links, fields)
        return
    variant, tag, text = VARIANTS[choice.index], TAGS[choice.index], TEXTS[choice.index].encode()
    fields |= {"ETag": tag.write(), "Accept-Ranges": "bytes", "Content-Language": variant.language or b""}

    # Whether the client has it.
    http10 = request.version < (1, 1)
    validators = Validators(tag)
    conditions = decide_conditional(request.method, request.fields, validators, http10=http10)
    if conditions.status is not None:
        exchange.respond(conditions.status, b"", not_modified(fields) if conditions.status == 304 else {})
        return

    # Which part of it.
    decision = decide_range(request.method, request.fields, len(text), validators, http10=http10)
    content = text
    if decision.content_range is not None:
        fields["Content-Range"] = decision.content_range.write()
        content = b"".join(text[first : last + 1] for first, last in decision.spans)
    elif decision.outcome is RangeOutcome.MULTIPLE:
        parts = Byteranges(multipart.boundary(), len(text), PLAIN)
        fields["Content-Type"] = parts.write_type()
        pieces = [parts.head(span) + text[span[0] : span[1] + 1] + multipart.PART_END for span in decision.spans]
        content = b"".join(pieces) + parts.end()
        assert len(content) == parts.length(decision.spans)
    exchange.respond(decision.status, content, fields)


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    with oyez.Server(("127.0.0.1", port)) as server:
        print(f"serving on http://127.0.0.1:{server.address[1]}/", flush=True)
        for exchange in server:
            with exchange:
                answer(exchange)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
