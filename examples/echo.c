// SPDX-License-Identifier: MIT OR Apache-2.0
// Content both ways, of any length, in a buffer's worth of memory.
//
//     cc examples/echo.c -Iinclude -loyez && ./a.out 8080
//     curl -T /a/large/file http://127.0.0.1:8080/
//
// What the peer does not take back is not taken from it: a piece that does
// not fit the output is told again, and the connection pauses until
// OYEZ_WRITABLE. So neither end can make this program grow.
#include <oyez.h>
#include <stdio.h>
#include <stdlib.h>

static const oyez_field octets[] = {{OYEZ_BYTES("Content-Type"), OYEZ_BYTES("application/octet-stream")}};

static void echo(oyez_conn *conn)
{
    oyez_bytes content = oyez_conn_content(conn);
    size_t taken = 0;

    if (oyez_conn_send_content(conn, content, &taken) == OYEZ_ERR_PEER_GONE)
        return; // OYEZ_CLOSED follows
    if (taken < content.len) {
        (void)oyez_conn_used(conn, taken); // the rest is told again
        oyez_conn_pause(conn, true);       // but not before OYEZ_WRITABLE
    }
}

static void answer(oyez_conn *conn)
{
    // The length that comes is the length that goes.
    uint64_t length = oyez_conn_request(conn)->length;

    if (oyez_conn_send_response(conn, 200, length, octets, 1) != OYEZ_OK)
        oyez_conn_abort(conn);
}

static void finish(oyez_conn *conn)
{
    if (oyez_conn_send_end(conn, NULL, 0) == OYEZ_ERR_OUTPUT_FULL)
        oyez_conn_set_user(conn, conn); // the last chunk waits for room
}

static void go_on(oyez_conn *conn)
{
    oyez_conn_pause(conn, false);
    if (oyez_conn_user(conn)) {
        oyez_conn_set_user(conn, NULL);
        finish(conn);
    }
}

int main(int argc, char **argv)
{
    unsigned long asked = argc > 1 ? strtoul(argv[1], NULL, 10) : 8080;
    oyez_server_config config = oyez_server_config_default();
    oyez_server *server;
    uint16_t port;

    if (asked > 65535 || oyez_server_new(&server, &config) != OYEZ_OK)
        return 1;
    if (oyez_server_listen(server, OYEZ_TEXT("127.0.0.1"), (uint16_t)asked, &port) != OYEZ_OK) {
        fprintf(stderr, "echo: cannot listen on port %lu: is it taken?\n", asked);
        oyez_server_free(server);
        return 1;
    }
    printf("serving on http://127.0.0.1:%u/\n", port);
    fflush(stdout);

    for (;;) {
        oyez_conn *conn;
        switch (oyez_server_poll(server, -1, &conn)) {
        case OYEZ_REQUEST: answer(conn); break;
        case OYEZ_CONTENT: echo(conn); break;
        case OYEZ_WRITABLE: go_on(conn); break;
        case OYEZ_COMPLETE: finish(conn); break;
        case OYEZ_FAULT:
            if (!conn) {
                oyez_server_free(server);
                return 1;
            }
            break;
        default: break;
        }
    }
}
