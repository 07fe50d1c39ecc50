// SPDX-License-Identifier: MIT OR Apache-2.0
// A server under a loop that is not ours: libevent waits, and this is called when there is something to do.
//
//     cc examples/libevent.c -Iinclude -Lbuild/lib -loyez -levent_core && ./a.out 8080
//
// Two things tell when: one descriptor, and one time. "/later" is answered by a timer of the loop, half a second on.
#include <event2/event.h>
#include <oyez.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct event_base *loop;
static struct event *due;
static oyez_server *server;

// After whatever was done with the server or one of its connections: when is it to be looked at again?
static void wait_again(void)
{
    uint32_t wait_ms = oyez_server_interest(server).wait_ms;
    struct timeval wait = {(time_t)(wait_ms / 1000), (suseconds_t)(wait_ms % 1000 * 1000)};

    if (wait_ms == OYEZ_NO_TIMEOUT)
        evtimer_del(due);
    else
        evtimer_add(due, &wait); // 0 while anything is left to do: the loop's other events are served in between
}

// The connection may be gone by now, so its id was kept.
static void answer(evutil_socket_t fd, short what, void *id)
{
    oyez_conn *conn = oyez_server_conn(server, *(uint64_t *)id);
    (void)fd, (void)what;
    if (conn)
        (void)oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("later\n"));
    free(id);
    wait_again();
}

static void asked(oyez_conn *conn)
{
    static const struct timeval half = {0, 500000};
    uint64_t *id = malloc(sizeof *id);

    if (!oyez_bytes_equal(oyez_conn_request(conn)->path, OYEZ_TEXT("/later"))) {
        (void)oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("Oyez!\n"));
    } else if (id) {
        *id = oyez_conn_id(conn);
        if (event_base_once(loop, -1, EV_TIMEOUT, answer, id, &half) == 0)
            return; // it is the timer's now
        oyez_conn_abort(conn);
    }
    free(id);
}

static void look(evutil_socket_t fd, short what, void *unused)
{
    oyez_conn *conn;
    (void)fd, (void)what, (void)unused;

    // Not more than this at once: the loop has others to serve.
    for (int budget = 64; budget > 0; budget--) {
        switch (oyez_server_poll(server, 0, &conn)) {
        case OYEZ_REQUEST:
            asked(conn);
            break;
        case OYEZ_NOTHING:
            budget = 0;
            break;
        case OYEZ_FAULT:
            if (conn)
                break; // the next poll answers it
            event_base_loopbreak(loop);
            return;
        case OYEZ_DRAINED:
            event_base_loopbreak(loop);
            return;
        default:
            break;
        }
    }
    wait_again();
}

static void stop(evutil_socket_t number, short what, void *unused)
{
    (void)number, (void)what, (void)unused;
    oyez_server_drain(server, 5000);
    wait_again();
}

int main(int argc, char **argv)
{
    uint16_t port = (uint16_t)(argc > 1 ? strtoul(argv[1], NULL, 10) : 8080);
    struct event *readable, *stopped;

    if (oyez_server_new(&server, NULL) != OYEZ_OK ||
        oyez_server_listen(server, OYEZ_TEXT("127.0.0.1"), port, &port) != OYEZ_OK) {
        fprintf(stderr, "libevent: port %u is taken, or nothing is left\n", port);
        return 1;
    }
    loop = event_base_new();
    readable = event_new(loop, (evutil_socket_t)oyez_server_fd(server), EV_READ | EV_PERSIST, look, NULL);
    due = evtimer_new(loop, look, NULL);
    stopped = evsignal_new(loop, SIGTERM, stop, NULL);
    event_add(readable, NULL);
    event_add(stopped, NULL);
    wait_again();
    printf("serving on http://127.0.0.1:%u/\n", port);
    fflush(stdout);

    event_base_dispatch(loop);
    event_free(stopped);
    event_free(due);
    event_free(readable);
    event_base_free(loop);
    oyez_server_free(server);
    return 0;
}
