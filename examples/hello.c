// SPDX-License-Identifier: MIT OR Apache-2.0
// A server in one screen: cc examples/hello.c -Iinclude -loyez && ./a.out 8080
#include <oyez.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(_WIN32)
#define TAKEN 10048 // WSAEADDRINUSE
#else
#include <errno.h>
#define TAKEN EADDRINUSE
#endif

static const oyez_field plain[] = {{OYEZ_BYTES("Content-Type"), OYEZ_BYTES("text/plain")}};

// The sentence, the clause and the offset.
static void explain(const oyez_fault *fault)
{
    const oyez_verdict *verdict = &fault->verdict;
    fprintf(stderr, "hello: %s (%s) at octet %llu\n", oyez_error_text(verdict->error),
            oyez_error_clause(verdict->error), (unsigned long long)verdict->offset);
}

int main(int argc, char **argv)
{
    oyez_server_config config = oyez_server_config_default();
    unsigned long asked = argc > 1 ? strtoul(argv[1], NULL, 10) : 8080;
    oyez_server *server;
    uint16_t port;

    if (asked > 65535) {
        fprintf(stderr, "hello: a port is a number from 0 to 65535\n");
        return 1;
    }
    if (oyez_server_new(&server, &config) != OYEZ_OK) {
        fprintf(stderr, "hello: no memory, or no descriptor left\n");
        return 1;
    }
    if (oyez_server_listen(server, OYEZ_TEXT("127.0.0.1"), (uint16_t)asked, &port) != OYEZ_OK) {
        if (oyez_server_fault(server)->verdict.os_error == TAKEN)
            fprintf(stderr, "hello: port %lu is taken; try another: %s 8081\n", asked, argv[0]);
        else
            explain(oyez_server_fault(server));
        oyez_server_free(server);
        return 1;
    }
    printf("serving on http://127.0.0.1:%u/\n", port);
    fflush(stdout);

    for (;;) {
        oyez_conn *conn;
        switch (oyez_server_poll(server, -1, &conn)) {
        case OYEZ_REQUEST: {
            const oyez_request *request = oyez_conn_request(conn);
            printf("%.*s %.*s\n", OYEZ_ARG(request->method), OYEZ_ARG(request->target));
            fflush(stdout);
            (void)oyez_conn_reply(conn, 200, plain, 1, OYEZ_TEXT("Oyez!\n"));
            break;
        }
        case OYEZ_FAULT:
            if (!conn) {
                explain(oyez_server_fault(server));
                oyez_server_free(server);
                return 1;
            }
            explain(oyez_conn_fault(conn)); // the next poll answers it
            break;
        default: // content nobody asked for, completions, closings
            break;
        }
    }
}
