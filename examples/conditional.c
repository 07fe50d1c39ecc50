// SPDX-License-Identifier: MIT OR Apache-2.0
// A resource with variants, entity tags and ranges: cc examples/conditional.c -Iinclude -loyez && ./a.out 8080, then
// curl -i -H 'Accept-Language: de' -r 0-9 http://127.0.0.1:8080/
#include <oyez.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PLAIN OYEZ_BYTES("text/plain;charset=utf-8")

static const oyez_variant variants[] = {
    {PLAIN, {NULL, 0}, {NULL, 0}, OYEZ_BYTES("en"), OYEZ_BYTES("/en"), 1000, 0},
    {PLAIN, {NULL, 0}, {NULL, 0}, OYEZ_BYTES("de"), OYEZ_BYTES("/de"), 900, 0},
};
static const oyez_bytes tags[] = {OYEZ_BYTES("\"en-1\""), OYEZ_BYTES("\"de-1\"")};
static const oyez_bytes texts[] = {
    OYEZ_BYTES("Oyez! Oyez! Oyez! All persons having business before this server are admonished to draw near and give "
               "their attention, for the server is now listening. Whoever asks for less than this text gets less.\n"),
    OYEZ_BYTES("Hört! Hört! Hört! Alle, die vor diesem Server etwas zu tun haben, mögen näher treten und aufmerken, "
               "denn der Server hört jetzt zu. Wer nach weniger als diesem Text fragt, bekommt weniger.\n"),
};

// A page to write on, from which values are taken: what does not fit it is not written.
typedef struct {
    uint8_t octets[4096];
    size_t used;
} page;

static oyez_room room(page *page)
{
    return (oyez_room){page->octets + page->used, sizeof page->octets - page->used};
}

static oyez_bytes taken(page *page, size_t written)
{
    oyez_bytes value = {page->octets + page->used, written};
    page->used += written;
    return value;
}

static void put(page *page, oyez_bytes octets)
{
    if (octets.len <= room(page).len) {
        memcpy(room(page).ptr, octets.ptr, octets.len);
        page->used += octets.len;
    }
}

static oyez_bytes part(oyez_bytes text, oyez_span span)
{
    return (oyez_bytes){text.ptr + span.first, (size_t)(span.last - span.first + 1)};
}

// The parts, each behind its head, and their end.
static oyez_bytes multipart(const oyez_byteranges *parts, oyez_bytes text, const oyez_span *spans, size_t count,
                            page *page)
{
    size_t start = page->used, written = 0;
    for (size_t at = 0; at < count; at++) {
        if (oyez_byteranges_head_write(parts, &spans[at], room(page), &written) == OYEZ_OK)
            page->used += written;
        put(page, part(text, spans[at]));
        put(page, OYEZ_TEXT("\r\n"));
    }
    if (oyez_multipart_end_write(parts->boundary, room(page), &written) == OYEZ_OK)
        page->used += written;
    return (oyez_bytes){page->octets + start, page->used - start};
}

static oyez_error answer(oyez_conn *conn)
{
    static const oyez_field allow = {OYEZ_BYTES("Allow"), OYEZ_BYTES("GET, HEAD")};
    const oyez_request *request = oyez_conn_request(conn);
    page page = {.used = 0};
    size_t written = 0;
    if (!oyez_bytes_equal(request->method, OYEZ_TEXT("GET")) &&
        !oyez_bytes_equal(request->method, OYEZ_TEXT("HEAD")))
        return oyez_conn_reply(conn, 405, &allow, 1, OYEZ_TEXT(""));

    // Which of them, if any will do.
    oyez_choice choice;
    (void)oyez_negotiation_choose(oyez_conn_fields(conn), variants, 2, OYEZ_LANGUAGES_FILTERING, 0, &choice);
    (void)oyez_negotiation_vary_write(choice.vary, room(&page), &written);
    oyez_field vary = {OYEZ_TEXT("Vary"), taken(&page, written)};
    if (choice.outcome == OYEZ_CHOICE_NOT_ACCEPTABLE) {
        (void)oyez_negotiation_links_write(variants, 2, room(&page), &written);
        oyez_field list[] = {vary, {OYEZ_TEXT("Link"), taken(&page, written)},
                             {OYEZ_TEXT("Content-Type"), OYEZ_TEXT("text/plain")}};
        return oyez_conn_reply(conn, choice.status, list, 3, list[1].value);
    }
    const oyez_variant *variant = &variants[choice.index];
    oyez_bytes text = texts[choice.index];
    oyez_field fields[6] = {vary,
                            {OYEZ_TEXT("ETag"), tags[choice.index]},
                            {OYEZ_TEXT("Accept-Ranges"), OYEZ_TEXT("bytes")},
                            {OYEZ_TEXT("Content-Language"), variant->language},
                            {OYEZ_TEXT("Content-Type"), variant->content_type}};
    size_t count = 5;

    // Whether the client has it.
    oyez_conditional asked = {request->method, oyez_conn_fields(conn), (int64_t)time(NULL), 200,
                              request->version < 11 ? OYEZ_CONDITIONAL_HTTP10 : 0};
    oyez_validators current = {0};
    oyez_conditional_decision conditions;
    (void)oyez_entity_tag_read(tags[choice.index], &current.tag, NULL);
    (void)oyez_conditional_decide(&asked, &current, &conditions);
    if (conditions.outcome == OYEZ_CONDITIONAL_FAILED)
        return oyez_conn_reply(conn, conditions.status, NULL, 0, OYEZ_TEXT(""));
    if (conditions.outcome == OYEZ_CONDITIONAL_NOT_MODIFIED) {
        oyez_field kept[5];
        oyez_fields all = oyez_fields_of(fields, count), rest = all;
        for (count = 0; oyez_conditional_304_next(all, &rest, &kept[count]);)
            count++;
        return oyez_conn_reply(conn, conditions.status, kept, count, OYEZ_TEXT(""));
    }

    // Which part of it.
    oyez_span spans[16];
    oyez_range_decision decision;
    (void)oyez_range_decide(&asked, &current, text.len, NULL, spans, 16, &decision);
    if (decision.content_range.flags != 0) {
        (void)oyez_content_range_write(&decision.content_range, room(&page), &written);
        fields[count++] = (oyez_field){OYEZ_TEXT("Content-Range"), taken(&page, written)};
        text = decision.count > 0 ? part(text, spans[0]) : OYEZ_TEXT("");
    } else if (decision.outcome == OYEZ_RANGE_MULTIPLE) {
        // Whoever sends what others wrote makes one of random octets: oyez_multipart_boundary_write.
        oyez_byteranges parts = {OYEZ_TEXT("oyez5a5a5a5a5a5a5a5a"), variant->content_type, text.len};
        (void)oyez_byteranges_type_write(&parts, room(&page), &written);
        fields[4].value = taken(&page, written);
        text = multipart(&parts, text, spans, decision.count, &page);
    }
    return oyez_conn_reply(conn, decision.status, fields, count, text);
}

int main(int argc, char **argv)
{
    oyez_server_config config = oyez_server_config_default();
    oyez_server *server;
    oyez_conn *conn;
    uint16_t port = argc > 1 ? (uint16_t)strtoul(argv[1], NULL, 10) : 8080;
    if (oyez_server_new(&server, &config) != OYEZ_OK ||
        oyez_server_listen(server, OYEZ_TEXT("127.0.0.1"), port, &port) != OYEZ_OK) {
        fprintf(stderr, "conditional: nobody can be served there\n");
        return 1;
    }
    printf("serving on http://127.0.0.1:%u/\n", port);
    fflush(stdout);
    for (;;) {
        oyez_event event = oyez_server_poll(server, -1, &conn);
        if (event == OYEZ_REQUEST && answer(conn) != OYEZ_OK)
            fprintf(stderr, "conditional: an answer was not sent\n");
        if (event == OYEZ_FAULT && conn == NULL)
            return 1;
    }
}
