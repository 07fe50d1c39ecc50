// SPDX-License-Identifier: MIT OR Apache-2.0
// A server whose sockets systemd opened: it needs no right to bind, is started by the first connection, and loses none
// when it is restarted. See oyez-hello.socket and oyez-hello.service; without systemd's files:
//
//     cc examples/systemd/hello.c -Iinclude -loyez -o oyez-hello && systemd-socket-activate -l 8080 ./oyez-hello
//
// "oyez-hello proxy" expects the PROXY protocol, of a proxy such as HAProxy that says whose each connection is.
#define _POSIX_C_SOURCE 200809L
#include <oyez.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static oyez_server *server;
static volatile sig_atomic_t stopping;

static void stop(int number)
{
    (void)number;
    stopping = 1;
    oyez_server_wake(server);
}

// How many sockets systemd passed, from descriptor 3 on (sd_listen_fds(3)). The variables stay, for they are of no use
// to a child: LISTEN_PID is not its number, and the descriptors are closed when it begins.
static long passed(void)
{
    const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
    if (!pid || !count || strtol(pid, NULL, 10) != (long)getpid())
        return 0;
    return strtol(count, NULL, 10);
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = stop};
    long count = passed();
    oyez_conn *conn;

    if (count < 1) {
        fprintf(stderr, "oyez-hello: no socket was passed: let systemd start it\n");
        return 1;
    }
    if (oyez_server_new(&server, NULL) != OYEZ_OK)
        return 1;
    for (long at = 0; at < count; at++) {
        bool adopted = oyez_server_adopt(server, 3 + at) == OYEZ_OK;
        if (adopted && argc > 1 && !strcmp(argv[1], "proxy"))
            adopted = oyez_server_require_proxy(server, (uint32_t)at) == OYEZ_OK;
        if (!adopted) {
            fprintf(stderr, "oyez-hello: descriptor %ld does not listen\n", 3 + at);
            return 1;
        }
    }
    sigaction(SIGTERM, &action, NULL);
    printf("serving on %ld sockets of systemd's\n", count);
    fflush(stdout);

    for (;;) {
        switch (oyez_server_poll(server, -1, &conn)) {
        case OYEZ_REQUEST:
            (void)oyez_conn_reply(conn, 200, NULL, 0, oyez_conn_peer(conn));
            break;
        case OYEZ_NOTHING:
            if (stopping)
                oyez_server_drain(server, 5000); // what comes now waits for the next to be started
            break;
        case OYEZ_FAULT:
            if (conn)
                break;
            return 1;
        case OYEZ_DRAINED:
            oyez_server_free(server);
            return 0;
        default:
            break;
        }
    }
}
