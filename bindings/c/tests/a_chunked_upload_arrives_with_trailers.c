// SPDX-License-Identifier: MIT OR Apache-2.0
// A client sends chunks and a trailer section; a server end reads them. The two machines only pass octets.
#include "claims.h"

static const oyez_field head[] = {{OYEZ_BYTES("Host"), OYEZ_BYTES("a")}, {OYEZ_BYTES("Trailer"), OYEZ_BYTES("Sum")}};
static const oyez_field trailers[] = {{OYEZ_BYTES("Sum"), OYEZ_BYTES("42")}};

// Carries what one end has pending to the other.
static void carry(oyez_conn *from, oyez_conn *to)
{
    oyez_bytes pending = oyez_conn_pending(from);
    oyez_room room = oyez_conn_room(to);
    size_t count = pending.len < room.len ? pending.len : room.len;
    if (count)
        memcpy(room.ptr, pending.ptr, count);
    CLAIM(oyez_conn_filled(to, count) == OYEZ_OK && oyez_conn_sent(from, count) == OYEZ_OK);
}

int main(void)
{
    oyez_conn *client = made(OYEZ_CLIENT_END), *server = made(OYEZ_SERVER_END);
    size_t told = 0;
    oyez_bytes value;
    oyez_event event;

    CLAIM(oyez_conn_send_request(client, OYEZ_TEXT("PUT"), OYEZ_TEXT("/f"), OYEZ_LENGTH_UNKNOWN, head, 2) == OYEZ_OK);
    for (int piece = 0; piece < 50; piece++) {
        CLAIM(oyez_conn_send_content(client, OYEZ_TEXT("one of fifty pieces"), NULL) == OYEZ_OK);
        carry(client, server);
        while ((event = oyez_conn_step(server))) {
            CLAIM(event == OYEZ_REQUEST || event == OYEZ_CONTENT);
            if (event == OYEZ_REQUEST)
                CLAIM(oyez_conn_request(server)->length == OYEZ_LENGTH_UNKNOWN);
            told += oyez_conn_content(server).len;
        }
    }
    CLAIM(oyez_conn_send_end(client, trailers, 1) == OYEZ_OK);
    carry(client, server);
    while ((event = oyez_conn_step(server)) != OYEZ_COMPLETE)
        told += oyez_conn_content(server).len;
    CLAIM(told == 50 * strlen("one of fifty pieces"));
    CLAIM(is(oyez_conn_request(server)->path, "/f"));
    CLAIM(oyez_fields_find(oyez_conn_trailers(server), OYEZ_TEXT("sum"), &value) && is(value, "42"));
    CLAIM(!oyez_fields_find(oyez_conn_fields(server), OYEZ_TEXT("sum"), &value));
    CLAIM(oyez_conn_reply(server, 201, NULL, 0, OYEZ_TEXT("")) == OYEZ_OK);
    carry(server, client);
    CLAIM(oyez_conn_step(client) == OYEZ_RESPONSE && oyez_conn_response(client)->status == 201);
    CLAIM(oyez_conn_step(client) == OYEZ_COMPLETE && oyez_conn_step(client) == OYEZ_NOTHING);
    oyez_conn_free(client);
    oyez_conn_free(server);
    return 0;
}
