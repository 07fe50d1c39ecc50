// SPDX-License-Identifier: MIT OR Apache-2.0
// A request from one connection to another, as a proxy passes it on: its target, its Host, its fields, its Via.
#include "claims.h"

static const oyez_host here = {OYEZ_BYTES("gate"), 0, 0};

int main(void)
{
    oyez_conn *client = made(OYEZ_SERVER_END);
    oyez_conn *origin = made(OYEZ_CLIENT_END);
    uint8_t target[64], via[64];
    size_t target_len, via_len, count = 0;
    const oyez_request *request;
    oyez_received received;
    oyez_fields fields;
    oyez_field lines[16];
    oyez_hops hops;
    oyez_bytes name;

    receive(client, "POST http://origin.example/x?y HTTP/1.1\r\nHost: evil.example\r\nConnection: X-Private, close\r\n"
                    "X-Private: 1\r\nVia: 1.0 fred\r\nAccept: */*\r\nTE: trailers\r\nContent-Length: 2\r\n\r\nhi");
    CLAIM(oyez_conn_step(client) == OYEZ_REQUEST);
    request = oyez_conn_request(client);
    fields = oyez_conn_fields(client);
    received = (oyez_received){request->method, request->target, {NULL, 0}, OYEZ_TEXT("http")};
    oyez_fields_find(fields, OYEZ_TEXT("Host"), &received.host);

    CLAIM(oyez_route_status(oyez_route_of(fields, &here), 10) == 0);
    CLAIM(oyez_forwards_decide(request->method, fields, NULL) == OYEZ_FORWARDS_UNLIMITED);
    CLAIM(oyez_forward_target(&received, OYEZ_NEXT_HOP_ORIGIN, (oyez_room){target, sizeof target}, &target_len) == OYEZ_OK);
    CLAIM(oyez_route_write_via(request->version, &here, (oyez_room){via, sizeof via}, &via_len) == OYEZ_OK);
    CLAIM(oyez_hops_of(fields, OYEZ_DROP_HOST, &hops, &name) == OYEZ_ABUSE_NONE);

    lines[count].name = OYEZ_TEXT("Host");
    CLAIM(oyez_forward_host(&received, &lines[count++].value));
    while (oyez_hops_next(&hops, &fields, &lines[count]))
        count++;
    lines[count].name = OYEZ_TEXT("Via");
    lines[count++].value = oyez_text((const char *)via, via_len);
    CLAIM(oyez_conn_send_request(origin, request->method, oyez_text((const char *)target, target_len), request->length,
                                 lines, count) == OYEZ_OK);
    CLAIM(leaves(origin, "POST /x?y HTTP/1.1\r\nHost: origin.example\r\nVia: 1.0 fred\r\nAccept: */*\r\nVia: 1.1 gate\r\n"
                         "Content-Length: 2\r\n\r\n"));

    // It comes back: a loop.
    CLAIM(oyez_route_status(oyez_route_of(oyez_fields_of(lines, count), &here), 0) == 508);
    // Who would have the proxy strip what guards it is refused, and told why.
    lines[0].name = OYEZ_TEXT("Connection");
    lines[0].value = OYEZ_TEXT("close, X-Forwarded-For");
    CLAIM(oyez_hops_of(oyez_fields_of(lines, 1), 0, &hops, &name) == OYEZ_ABUSE_END_TO_END);
    CLAIM(is(name, "X-Forwarded-For"));
    oyez_conn_free(client);
    oyez_conn_free(origin);
    return 0;
}
