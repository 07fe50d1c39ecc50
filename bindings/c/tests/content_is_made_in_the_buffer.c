// SPDX-License-Identifier: MIT OR Apache-2.0
// Content generated straight into the output buffer, chunked or not; a buffer that is full says when it is not.
#include "claims.h"

int main(void)
{
    oyez_config config = oyez_config_default();
    oyez_conn *conn;
    oyez_room room;
    size_t taken = 0, sum = 0;

    config.output_size = 128;
    CLAIM(oyez_conn_new(&conn, &config) == OYEZ_OK);
    receive(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST && oyez_conn_step(conn) == OYEZ_COMPLETE);
    CLAIM(oyez_conn_send_response(conn, 200, OYEZ_LENGTH_UNKNOWN, NULL, 0) == OYEZ_OK);
    room = oyez_conn_content_room(conn);
    CLAIM(room.len >= 32);
    memcpy(room.ptr, "made here", 9);
    CLAIM(oyez_conn_content_filled(conn, room.len + 1) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_content_filled(conn, 9) == OYEZ_OK);
    CLAIM(oyez_conn_content_filled(conn, 0) == OYEZ_OK);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
    CLAIM(oyez_conn_pending(conn).len > 0);
    // Leading zeros of a chunk size are allowed (RFC 9112, 7.1), and make the room for it.
    {
        oyez_bytes pending = oyez_conn_pending(conn);
        const char *head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *tail = "\r\nmade here\r\n0\r\n\r\n";
        CLAIM(pending.len > strlen(head) + strlen(tail) && !memcmp(pending.ptr, head, strlen(head)));
        CLAIM(!memcmp(pending.ptr + pending.len - strlen(tail), tail, strlen(tail)));
        CLAIM(strtoul((const char *)pending.ptr + strlen(head), NULL, 16) == 9);
        CLAIM(oyez_conn_sent(conn, pending.len) == OYEZ_OK);
    }

    // More than the buffer holds: a part is taken, and OYEZ_WRITABLE follows when more would be.
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);
    receive(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST && oyez_conn_step(conn) == OYEZ_COMPLETE);
    CLAIM(oyez_conn_send_response(conn, 200, 1000, NULL, 0) == OYEZ_OK);
    while (sum < 1000) {
        static const uint8_t many[1000];
        oyez_bytes rest = {many, 1000 - sum};
        CLAIM(oyez_conn_send_content(conn, rest, &taken) == OYEZ_OK && taken > 0);
        sum += taken;
        if (sum < 1000) {
            CLAIM(oyez_conn_send_content(conn, rest, NULL) != OYEZ_OK);
            CLAIM(oyez_conn_interest(conn).wants & OYEZ_WANT_WRITE);
            CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);
            CLAIM(oyez_conn_sent(conn, oyez_conn_pending(conn).len) == OYEZ_OK);
            CLAIM(oyez_conn_step(conn) == OYEZ_WRITABLE);
        }
    }
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
    oyez_conn_free(conn);
    return 0;
}
