// SPDX-License-Identifier: MIT OR Apache-2.0
// examples/hello.c without a word for each request, linked to liboyez.a as `make lib` builds it.
//
//     oyez PORT CONTENT THREADS CONNECTIONS EXCHANGES
#include "common.h"

#include <oyez.h>

static const oyez_field plain[] = {{OYEZ_BYTES("Content-Type"), OYEZ_BYTES("text/plain")}};

static void reply(oyez_conn *conn, const task *task)
{
    oyez_bytes content = {(const uint8_t *)task->content, task->content_size};
    oyez_error error = oyez_conn_reply(conn, 200, plain, 1, content);
    if (error != OYEZ_OK) {
        fprintf(stderr, "oyez: %s\n", oyez_error_text(error));
        exit(1);
    }
}

static void *serve(void *about)
{
    const task *task = about;
    oyez_server_config config = oyez_server_config_default();
    oyez_server *server;
    oyez_conn *conn;

    config.connections = task->more[0];
    config.exchanges = task->more[1];
    config.flags = OYEZ_TERSE;
    // Room for what slow readers leave of a large reply.
    config.max_pending = task->content_size > 65536 ? 16 * task->content_size : 0;
    if (oyez_server_new(&server, &config) != OYEZ_OK)
        fail("oyez_server_new");
    if (oyez_server_adopt(server, listener(task)) != OYEZ_OK)
        fail("oyez_server_adopt");
    for (;;) {
        switch (oyez_server_poll(server, -1, &conn)) {
        case OYEZ_REQUEST:
            if (oyez_conn_request(conn)->length == 0)
                reply(conn, task);
            break;
        case OYEZ_COMPLETE:
            if (oyez_conn_request(conn)->length != 0)
                reply(conn, task);
            break;
        case OYEZ_FAULT:
            fprintf(stderr, "oyez: %s\n",
                    oyez_error_text((conn ? oyez_conn_fault(conn) : oyez_server_fault(server))->verdict.error));
            if (!conn)
                exit(1);
            break;
        default:
            break;
        }
    }
}

int main(int argc, char **argv)
{
    task task = task_of(argc, argv);
    serve_all(serve, &task);
}
