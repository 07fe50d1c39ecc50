// SPDX-License-Identifier: MIT OR Apache-2.0
// The C door of the conformance cases: reads cases from its input, drives a connection, and prints what it told, in the
// lines of tests/conformance/README.md. tests/conformance_c.rs compares.
//
// A line of input is a word and its values; octets are hexadecimal, "-" where there are none.
//
//     case ROLE VERSION ALLOW INPUT_SIZE MAX_CONTENT MAX_DISCARD REPLY LAST END
//         begins one. REPLY is a status at a request's end, 0 for 200 at its head, 1 for never.
//     keep NAME            one more name subscribed
//     switch PROTOCOL      what a request's end is answered with
//     send METHOD TARGET PROTOCOL
//     input OCTETS         what the peer sends
//     whole | each | cut N tells the story with the input in one piece, octet by octet, in two pieces
//
// A story ends in "sent OCTETS" and a line with a full stop.
#include "claims.h"

enum { MOST_KEPT = 16, MOST_SENDS = 16, AT_HEAD = 0, NEVER = 1 };

typedef struct {
    uint8_t *octets;
    size_t len;
} owned;

struct send {
    owned method, target, protocol;
};

// The case at hand.
static oyez_config config;
static unsigned long reply, last, end;
static owned kept[MOST_KEPT], protocol, input;
static oyez_bytes names[MOST_KEPT];
static struct send sends[MOST_SENDS];
static size_t send_count;

// The story at hand.
static oyez_conn *conn;
static uint8_t *sent;
static size_t sent_len, sent_room, lines;

static void forget(owned *octets)
{
    free(octets->octets);
    octets->octets = NULL;
    octets->len = 0;
}

static unsigned digit(char c)
{
    CLAIM((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

static owned taken(const char *hex)
{
    owned octets = {NULL, hex[0] == '-' ? 0 : strlen(hex) / 2};
    octets.octets = malloc(octets.len + 1);
    CLAIM(octets.octets);
    for (size_t at = 0; at < octets.len; at++)
        octets.octets[at] = (uint8_t)(digit(hex[2 * at]) << 4 | digit(hex[2 * at + 1]));
    return octets;
}

static oyez_bytes bytes(owned octets)
{
    oyez_bytes view = {octets.octets, octets.len};
    return view;
}

static void show(oyez_bytes octets)
{
    for (size_t at = 0; at < octets.len; at++) {
        uint8_t octet = octets.ptr[at];
        if (octet == '\\' || octet == '"')
            printf("\\%c", octet);
        else if (octet == '\r')
            printf("\\r");
        else if (octet == '\n')
            printf("\\n");
        else if (octet == '\t')
            printf("\\t");
        else if (octet >= ' ' && octet <= '~')
            putchar(octet);
        else
            printf("\\x%02x", octet);
    }
}

static void show_length(uint64_t length)
{
    if (length == OYEZ_LENGTH_UNKNOWN)
        printf(" length=unknown");
    else
        printf(" length=%llu", (unsigned long long)length);
}

static void show_version(uint32_t version)
{
    printf(" %u.%u", (unsigned)(version / 10), (unsigned)(version % 10));
}

static void show_fields(const char *kind, oyez_fields fields)
{
    oyez_field field, again;
    uint32_t count = oyez_fields_count(fields), position = 0;
    oyez_fields all = fields;
    while (oyez_fields_next(&fields, &field)) {
        // Both ways to a line lead to the same.
        CLAIM(oyez_fields_at(all, position, &again) && again.value.ptr == field.value.ptr);
        CLAIM(oyez_fields_count(fields) == count - ++position);
        CLAIM(oyez_fields_find(all, field.name, &again.value));
        printf("%s ", kind);
        show(field.name);
        printf(": ");
        show(field.value);
        printf("\n");
        lines++;
    }
    CLAIM(position == count && !oyez_fields_at(all, count, &again));
}

static void show_leniencies(void)
{
    static const char *const bits[] = {"bare_lf", "obs_fold", "http09", "unended_head"};
    const char *before = " lenient=";
    for (unsigned bit = 0; bit < 4; bit++) {
        if (oyez_conn_leniencies(conn) >> bit & 1) {
            printf("%s%s", before, bits[bit]);
            before = ",";
        }
    }
}

static void show_request(const oyez_request *request)
{
    static const char *const forms[] = {"", "absolute", "authority", "asterisk"};
    printf("request %.*s %.*s", OYEZ_ARG(request->method), OYEZ_ARG(request->target));
    show_version(request->version);
    show_length(request->length);
    if (request->target_form != OYEZ_ORIGIN_FORM) {
        printf(" form=%s authority=", forms[request->target_form]);
        show(request->authority);
    }
    if (request->flags & OYEZ_EXPECTS_CONTINUE)
        printf(" expects-continue");
    if (request->upgrade.len) {
        printf(" upgrade=");
        show(request->upgrade);
    }
    if (request->flags & OYEZ_LAST)
        printf(" last");
    if (request->dropped)
        printf(" dropped=%u", (unsigned)request->dropped);
    show_leniencies();
    printf("\n");
    show_fields("field", oyez_conn_fields(conn));
}

static void show_response(const oyez_response *response, bool informational)
{
    printf("%s %u", informational ? "informational" : "response", (unsigned)response->status);
    show_version(response->version);
    if (!informational)
        show_length(response->length);
    if (response->reason.len) {
        printf(" reason=\"");
        show(response->reason);
        putchar('"');
    }
    if (!informational && response->announced_length != OYEZ_LENGTH_NONE
        && response->announced_length != response->length)
        printf(" announced=%llu", (unsigned long long)response->announced_length);
    if (response->upgrade.len) {
        printf(" upgrade=");
        show(response->upgrade);
    }
    if (!informational && response->flags & OYEZ_LAST)
        printf(" last");
    if (!informational && response->dropped)
        printf(" dropped=%u", (unsigned)response->dropped);
    show_leniencies();
    printf("\n");
    show_fields("field", oyez_conn_fields(conn));
}

static void show_fault(const oyez_verdict *verdict)
{
    oyez_bytes field = {verdict->field, verdict->field_len};
    printf("fault %s offset=%llu status=%u", oyez_error_name(verdict->error) + strlen("OYEZ_ERR_"),
        (unsigned long long)verdict->offset, (unsigned)verdict->status);
    if (field.len) {
        printf(" field=");
        show(field);
    }
    if (verdict->flags & OYEZ_MAY_CONTINUE)
        printf(" continue");
    printf("\n");
}

// A request's end: what a tunnel's end is told as, too, and is answered by nothing.
static void answer_end(void)
{
    oyez_field upgrade = {OYEZ_BYTES("Upgrade"), bytes(protocol)};
    if (protocol.len)
        (void)oyez_conn_send_informational(conn, 101, &upgrade, 1);
    else if (reply != AT_HEAD && reply != NEVER)
        (void)oyez_conn_reply(conn, (uint32_t)reply, NULL, 0, OYEZ_TEXT(""));
}

static void tell(oyez_event event)
{
    const oyez_verdict *verdict;
    lines++;
    switch (event) {
    case OYEZ_REQUEST:
        show_request(oyez_conn_request(conn));
        if (reply == AT_HEAD)
            CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("")) == OYEZ_OK);
        break;
    case OYEZ_RESPONSE:
    case OYEZ_INFORMATIONAL:
        show_response(oyez_conn_response(conn), event == OYEZ_INFORMATIONAL);
        break;
    case OYEZ_CONTENT:
        CLAIM(oyez_conn_content(conn).len > 0);
        printf("content \"");
        show(oyez_conn_content(conn));
        printf("\"\n");
        break;
    case OYEZ_COMPLETE:
        printf("complete%s\n", oyez_conn_leniencies(conn) & OYEZ_NOTE_TRAILER_DROPPED ? " trailer-dropped" : "");
        show_fields("trailer", oyez_conn_trailers(conn));
        answer_end();
        break;
    case OYEZ_TUNNEL:
        printf("tunnel\n");
        break;
    case OYEZ_PEER_ENDED:
        printf("peer-ended\n");
        break;
    case OYEZ_FAULT:
        verdict = &oyez_conn_fault(conn)->verdict;
        show_fault(verdict);
        if (verdict->status && reply != NEVER)
            CLAIM(oyez_conn_reply(conn, verdict->status, NULL, 0, OYEZ_TEXT("")) == OYEZ_OK);
        break;
    case OYEZ_CLOSED:
        printf("closed\n");
        break;
    default:
        lines--;
        break;
    }
}

// The transport takes all that is pending.
static void flush(void)
{
    oyez_bytes pending = oyez_conn_pending(conn);
    if (sent_len + pending.len > sent_room) {
        sent_room = 2 * (sent_len + pending.len);
        sent = realloc(sent, sent_room);
        CLAIM(sent);
    }
    if (pending.len)
        memcpy(sent + sent_len, pending.ptr, pending.len);
    sent_len += pending.len;
    CLAIM(oyez_conn_sent(conn, pending.len) == OYEZ_OK);
}

static void steps(void)
{
    size_t before;
    do {
        oyez_event event;
        before = lines;
        while ((event = oyez_conn_step(conn)))
            tell(event);
        flush();
    } while (lines != before);
}

// What no room is ever made for is left.
static void feed(const uint8_t *octets, size_t len)
{
    while (len) {
        oyez_room room = oyez_conn_room(conn);
        size_t count = room.len < len ? room.len : len;
        if (count)
            memcpy(room.ptr, octets, count);
        CLAIM(oyez_conn_filled(conn, count) == OYEZ_OK);
        octets += count;
        len -= count;
        steps();
        if (!count && !oyez_conn_room(conn).len)
            return;
    }
}

static void begin(void)
{
    if (last)
        oyez_conn_make_last(conn);
    for (size_t at = 0; at < send_count; at++) {
        oyez_field fields[] = {{OYEZ_BYTES("Host"), OYEZ_BYTES("a")}, {OYEZ_BYTES("Upgrade"), bytes(sends[at].protocol)}};
        size_t host = config.version != 9, upgrade = sends[at].protocol.len > 0;
        CLAIM(oyez_conn_send_request(conn, bytes(sends[at].method), bytes(sends[at].target), OYEZ_LENGTH_NONE,
                  fields + (1 - host), host + upgrade) == OYEZ_OK);
        CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
        flush();
    }
}

static void story(size_t first, size_t piece)
{
    sent_len = 0;
    CLAIM(oyez_conn_new(&conn, &config) == OYEZ_OK);
    begin();
    if (first)
        feed(input.octets, first);
    for (size_t at = first; at < input.len; at += piece)
        feed(input.octets + at, input.len - at < piece ? input.len - at : piece);
    if (end)
        (void)oyez_conn_ended(conn);
    steps();
    printf("sent ");
    for (size_t at = 0; at < sent_len; at++)
        printf("%02x", sent[at]);
    printf("\n.\n");
    oyez_conn_free(conn);
}

static void begin_case(char **words)
{
    for (size_t at = 0; at < config.keep_count; at++)
        forget(&kept[at]);
    for (size_t at = 0; at < send_count; at++) {
        forget(&sends[at].method);
        forget(&sends[at].target);
        forget(&sends[at].protocol);
    }
    forget(&protocol);
    forget(&input);
    send_count = 0;
    config = oyez_config_default();
    if (!words)
        return;
    config.role = (uint32_t)strtoul(words[1], NULL, 10);
    config.version = (uint32_t)strtoul(words[2], NULL, 10);
    config.allow = (uint32_t)strtoul(words[3], NULL, 10);
    config.input_size = strtoul(words[4], NULL, 10);
    config.output_size = 4096;
    config.max_content = strtoull(words[5], NULL, 10);
    config.max_discard = strtoull(words[6], NULL, 10);
    reply = strtoul(words[7], NULL, 10);
    last = strtoul(words[8], NULL, 10);
    end = strtoul(words[9], NULL, 10);
}

static void obey(char **words, size_t count)
{
    if (!strcmp(words[0], "case") && count == 10) {
        begin_case(words);
    } else if (!strcmp(words[0], "keep") && count == 2 && config.keep_count < MOST_KEPT) {
        kept[config.keep_count] = taken(words[1]);
        names[config.keep_count] = bytes(kept[config.keep_count]);
        config.keep_count++;
        config.keep = names;
    } else if (!strcmp(words[0], "switch") && count == 2) {
        protocol = taken(words[1]);
    } else if (!strcmp(words[0], "send") && count == 4 && send_count < MOST_SENDS) {
        struct send asked = {taken(words[1]), taken(words[2]), taken(words[3])};
        sends[send_count++] = asked;
    } else if (!strcmp(words[0], "input") && count == 2) {
        input = taken(words[1]);
    } else if (!strcmp(words[0], "whole")) {
        story(0, input.len ? input.len : 1);
    } else if (!strcmp(words[0], "each")) {
        story(0, 1);
    } else if (!strcmp(words[0], "cut") && count == 2) {
        size_t at = strtoul(words[1], NULL, 10);
        story(at, input.len - at);
    } else {
        CLAIM(!"a word that is understood");
    }
    fflush(stdout);
}

int main(void)
{
    size_t room = 1 << 22;
    char *line = malloc(room);
    CLAIM(line);
    while (fgets(line, (int)room, stdin)) {
        char *words[10];
        size_t count = 0;
        for (char *word = strtok(line, " \n"); word && count < 10; word = strtok(NULL, " \n"))
            words[count++] = word;
        if (count)
            obey(words, count);
    }
    begin_case(NULL);
    free(line);
    free(sent);
    return 0;
}
