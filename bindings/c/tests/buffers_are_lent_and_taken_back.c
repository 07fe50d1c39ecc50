// SPDX-License-Identifier: MIT OR Apache-2.0
// A connection without buffers of its own is lent some for an exchange, and gives them back when it idles.
#include "claims.h"

int main(void)
{
    static uint64_t memory[OYEZ_CONN_WORDS(0, 0)];
    static uint8_t input[512], output[512], others[1024];
    oyez_room room = {(uint8_t *)memory, sizeof memory}, none = {NULL, 0};
    oyez_room in = {input, sizeof input}, out = {output, sizeof output}, other = {others, sizeof others};
    oyez_room nowhere = {NULL, 8};
    oyez_config config = oyez_config_default();
    oyez_conn *conn;

    config.input_size = config.output_size = OYEZ_NO_BUFFER;
    CLAIM(oyez_conn_size(&config) == OYEZ_CONN_STATE_SIZE);
    CLAIM(oyez_conn_init(&conn, &config, room) == OYEZ_OK);
    CLAIM(oyez_conn_room(conn).len == 0 && oyez_conn_step(conn) == OYEZ_NOTHING);
    CLAIM(oyez_conn_pending(conn).len == 0 && oyez_conn_filled(conn, 1) == OYEZ_ERR_ARGUMENT);

    CLAIM(oyez_conn_lend_buffers(conn, nowhere, out) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_lend_buffers(conn, in, out) == OYEZ_OK);
    CLAIM(oyez_conn_room(conn).ptr == input && oyez_conn_room(conn).len == sizeof input);
    receive(conn, "GET / HT");
    CLAIM(oyez_conn_lend_buffers(conn, none, none) == OYEZ_ERR_STATE); // Octets lie there.
    receive(conn, "TP/1.1\r\nHost: a\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST);
    CLAIM(oyez_conn_lend_buffers(conn, none, none) == OYEZ_ERR_STATE);
    CLAIM(is(oyez_conn_request(conn)->path, "/"));
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("a")) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_COMPLETE && oyez_conn_step(conn) == OYEZ_NOTHING);
    CLAIM(oyez_conn_lend_buffers(conn, none, none) == OYEZ_ERR_STATE); // Output pends.
    CLAIM(leaves(conn, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"));
    CLAIM(oyez_conn_lend_buffers(conn, none, none) == OYEZ_OK);
    memset(input, 0xaa, sizeof input);
    memset(output, 0xaa, sizeof output);
    CLAIM(oyez_conn_room(conn).len == 0 && oyez_conn_step(conn) == OYEZ_NOTHING);

    // Others do as well.
    CLAIM(oyez_conn_lend_buffers(conn, other, out) == OYEZ_OK);
    receive(conn, "GET /b HTTP/1.1\r\nHost: a\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST && is(oyez_conn_request(conn)->path, "/b"));
    CLAIM(oyez_conn_reply(conn, 204, NULL, 0, OYEZ_TEXT("")) == OYEZ_OK);
    CLAIM(leaves(conn, "HTTP/1.1 204 No Content\r\n\r\n"));
    CLAIM(input[0] == 0xaa);
    return 0;
}
