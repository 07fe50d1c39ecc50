// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about forwarding.
#include "ask.h"

#include <stdlib.h>

static void print(oyez_bytes octets)
{
    fwrite(octets.ptr, 1, octets.len, stdout);
}

static void print_written(oyez_error error, const uint8_t *memory, size_t written)
{
    print(error == OYEZ_OK ? oyez_text((const char *)memory, written) : OYEZ_TEXT("refused"));
}

static void say(bool yes)
{
    fputs(yes ? "yes" : "no", stdout);
}

static uint32_t rules(const row *row)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } all[] = {
        {"keep_length", OYEZ_KEEP_LENGTH},
        {"keep_trailer", OYEZ_KEEP_TRAILER},
        {"keep_proxy_credentials", OYEZ_KEEP_PROXY_CREDENTIALS},
        {"drop_expect", OYEZ_DROP_EXPECT},
        {"drop_host", OYEZ_DROP_HOST},
        {"drop_max_forwards", OYEZ_DROP_MAX_FORWARDS},
        {"drop_told", OYEZ_DROP_TOLD},
        {"from_mime", OYEZ_FROM_MIME},
        {"strip_end_to_end", OYEZ_STRIP_END_TO_END},
    };
    uint32_t bits = 0;
    for (size_t at = 0; at < sizeof all / sizeof *all; at++)
        bits |= row_says(row, all[at].name) ? all[at].bit : 0;
    return bits;
}

static void strip(const row *row, oyez_fields fields)
{
    oyez_hops hops;
    oyez_bytes name = {NULL, 0};
    switch (oyez_hops_of(fields, rules(row), &hops, &name)) {
    case OYEZ_ABUSE_NOT_A_LIST:
        fputs("refused NotAList", stdout);
        return;
    case OYEZ_ABUSE_END_TO_END:
        fputs("refused EndToEnd ", stdout);
        print(name);
        return;
    case OYEZ_ABUSE_TOO_MANY:
        fputs("refused TooMany", stdout);
        return;
    default:
        break;
    }
    oyez_field field;
    const char *between = "";
    while (oyez_hops_next(&hops, &fields, &field)) {
        printf("%s%.*s: %.*s%s", between, OYEZ_ARG(field.name), OYEZ_ARG(field.value),
               oyez_hops_forward(&hops, field.name) ? "" : " (or not)");
        between = "; ";
    }
    if (*between == '\0')
        fputs("nothing", stdout);
}

static void connect_to(const row *row)
{
    uint16_t ports[16];
    size_t count = 0;
    const char *text = row_text(row, "ports");
    while (text != NULL && *text != '\0') {
        char *end;
        ports[count++] = (uint16_t)strtoul(text, &end, 10);
        text = end;
    }
    oyez_host host;
    switch (oyez_connect_decide(row_octets(row, "target"), ports, count, &host)) {
    case OYEZ_CONNECT_OPEN:
        print(host.host);
        printf(" %u", (unsigned)host.port);
        break;
    case OYEZ_CONNECT_PORT:
        fputs("Port", stdout);
        break;
    default:
        fputs("BadTarget", stdout);
    }
}

bool ask_forwarding(const row *row)
{
    oyez_field lines[MOST_CELLS];
    oyez_fields fields = row_fields(row, "", lines);
    uint8_t memory[4096];
    oyez_room room = {memory, sizeof memory};
    size_t written = 0;
    uint32_t version = (uint32_t)row_number(row, "version", 0);
    oyez_host here = {row_octets(row, "name"), (uint32_t)row_number(row, "port", 0),
                      row_text(row, "port") == NULL ? 0 : OYEZ_HAS_PORT};
    oyez_received received = {row_octets(row, "method"), row_octets(row, "target"), row_octets(row, "host"),
                              row_octets(row, "scheme")};
    if (about(row, "forwarding.fields")) {
        strip(row, fields);
    } else if (about(row, "forwarding.route")) {
        oyez_route route = oyez_route_of(fields, &here);
        printf("%u %u %u", (unsigned)route.recipients, (unsigned)route.here,
               (unsigned)oyez_route_status(route, (uint32_t)row_number(row, "most", 0)));
    } else if (about(row, "forwarding.via")) {
        oyez_error error = oyez_route_write_via(version, &here, room, &written);
        print_written(error, memory, written);
    } else if (about(row, "forwarding.max_forwards")) {
        static const char *const decisions[] = {"Unlimited", "Limited", "Answer"};
        uint64_t left = 0;
        uint32_t decision = oyez_forwards_decide(row_octets(row, "method"), fields, &left);
        fputs(decisions[decision], stdout);
        if (decision == OYEZ_FORWARDS_LIMITED)
            printf(" %llu", (unsigned long long)left);
    } else if (about(row, "forwarding.target")) {
        const char *next = row_text(row, "next");
        bool proxy = next != NULL && strcmp(next, "proxy") == 0;
        oyez_error error =
            oyez_forward_target(&received, proxy ? OYEZ_NEXT_HOP_PROXY : OYEZ_NEXT_HOP_ORIGIN, room, &written);
        print_written(error, memory, written);
    } else if (about(row, "forwarding.host")) {
        oyez_bytes host;
        print(oyez_forward_host(&received, &host) ? host : OYEZ_TEXT("none"));
    } else if (about(row, "forwarding.persists")) {
        const char *receiver = row_text(row, "receiver");
        say(oyez_forward_persists(strcmp(receiver, "server") == 0  ? OYEZ_RECEIVER_SERVER
                                  : strcmp(receiver, "proxy") == 0 ? OYEZ_RECEIVER_PROXY
                                                                   : OYEZ_RECEIVER_CLIENT,
                                  version, fields));
    } else if (about(row, "forwarding.version")) {
        printf("%u", (unsigned)oyez_forward_version((uint32_t)row_number(row, "own", 0),
                                                    (uint32_t)row_number(row, "peer", 0), row_says(row, "misbehaves")));
    } else if (about(row, "forwarding.connect")) {
        connect_to(row);
    } else if (about(row, "forwarding.trailers")) {
        say(oyez_forward_takes_trailers(version, fields));
    } else if (about(row, "forwarding.transform")) {
        say(oyez_forward_may_transform(fields));
    } else if (about(row, "forwarding.told")) {
        oyez_forwarded told;
        bool found = oyez_forwarded_told(fields, (size_t)row_number(row, "proxies", 0), &told);
        print(found && told.client.name.ptr != NULL ? told.client.name : OYEZ_TEXT("nobody"));
    } else if (about(row, "forwarding.told_by_custom")) {
        oyez_hop told;
        bool found = oyez_x_forwarded_for_told(fields, (size_t)row_number(row, "proxies", 0), &told);
        print(found ? told.text : OYEZ_TEXT("nobody"));
    } else {
        return false;
    }
    return true;
}
