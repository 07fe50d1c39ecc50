// SPDX-License-Identifier: MIT OR Apache-2.0
// A server for each thread, on one port: the system shares the connections out, and the threads share nothing.
//
//     cc examples/threads.c -Iinclude -Lbuild/lib -loyez -lpthread && ./a.out 8080 4
#define _POSIX_C_SOURCE 200809L
#include <oyez.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 64 };

static struct {
    oyez_server *server; // of this thread alone, but for wakes
    pthread_t thread;
} all[MOST];

static atomic_bool stopping;

static void *serve(void *given)
{
    oyez_server *server = given;
    oyez_conn *conn;

    for (;;) {
        switch (oyez_server_poll(server, -1, &conn)) {
        case OYEZ_REQUEST:
            (void)oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("Oyez!\n"));
            break;
        case OYEZ_NOTHING: // woken
            if (atomic_load(&stopping))
                oyez_server_drain(server, 5000);
            break;
        case OYEZ_DRAINED:
            return NULL;
        case OYEZ_FAULT:
            if (!conn)
                return NULL;
            break;
        default:
            break;
        }
    }
}

int main(int argc, char **argv)
{
    oyez_server_config config = oyez_server_config_default();
    unsigned long asked = argc > 1 ? strtoul(argv[1], NULL, 10) : 8080;
    unsigned long threads = argc > 2 ? strtoul(argv[2], NULL, 10) : 2;
    uint16_t port = (uint16_t)asked;
    sigset_t signals;
    int number;

    if (asked > 65535 || threads < 1 || threads > MOST) {
        fprintf(stderr, "threads: a port and 1 to %d threads are asked for\n", MOST);
        return 1;
    }
    // The main thread alone hears of signals; the others inherit this.
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);

    config.flags = OYEZ_REUSE_PORT;
    for (unsigned long at = 0; at < threads; at++) {
        // All listen before one serves, so that none of the first connections is another's. 0 is one port for all.
        if (oyez_server_new(&all[at].server, &config) != OYEZ_OK ||
            oyez_server_listen(all[at].server, OYEZ_TEXT(""), port, &port) != OYEZ_OK) {
            fprintf(stderr, "threads: port %u is taken, or nothing is left\n", port);
            return 1;
        }
    }
    for (unsigned long at = 0; at < threads; at++)
        if (pthread_create(&all[at].thread, NULL, serve, all[at].server))
            return perror("threads"), 1;
    printf("serving with %lu threads on http://127.0.0.1:%u/\n", threads, port);
    fflush(stdout);

    sigwait(&signals, &number);
    atomic_store(&stopping, true);
    for (unsigned long at = 0; at < threads; at++)
        oyez_server_wake(all[at].server);
    for (unsigned long at = 0; at < threads; at++) {
        pthread_join(all[at].thread, NULL);
        fprintf(stderr, "thread %lu: %llu requests\n", at,
                (unsigned long long)oyez_server_stats(all[at].server)->requests);
        oyez_server_free(all[at].server);
    }
    return 0;
}
