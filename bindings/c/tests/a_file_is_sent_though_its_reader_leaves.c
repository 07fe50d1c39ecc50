// SPDX-License-Identifier: MIT OR Apache-2.0
// A file goes out whole; and no SIGPIPE ends a program whose peer leaves in the midst of one.
#define _POSIX_C_SOURCE 200809L
#include "claims.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SIZE = 4 << 20 };

static const char request[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

static int joined(oyez_server *server)
{
    int ends[2];
    CLAIM(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    CLAIM(oyez_server_adopt_connection(server, ends[1], NULL) == OYEZ_OK);
    CLAIM(write(ends[0], request, sizeof request - 1) == sizeof request - 1);
    return ends[0];
}

// One poll; whether the connection was closed.
static bool served(oyez_server *server, int file, int timeout_ms)
{
    oyez_conn *conn;
    switch (oyez_server_poll(server, timeout_ms, &conn)) {
    case OYEZ_REQUEST:
        CLAIM(oyez_conn_send_response(conn, 200, SIZE, NULL, 0) == OYEZ_OK);
        CLAIM(oyez_conn_send_file(conn, file, 0, SIZE) == OYEZ_OK);
        CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
        return false;
    case OYEZ_CLOSED:
        return true;
    default:
        return false;
    }
}

int main(void)
{
    FILE *file = tmpfile();
    char *octets = malloc(SIZE), *seen = malloc(SIZE + 1024);
    oyez_server_config config = oyez_server_config_default();
    oyez_server *server;
    sigset_t pending;
    size_t count = 0;

    CLAIM(file && octets && seen);
    for (size_t at = 0; at < SIZE; ++at)
        octets[at] = (char)(at * 31 >> 8);
    CLAIM(fwrite(octets, 1, SIZE, file) == SIZE && fflush(file) == 0);
    config.connections = 4;
    config.flags = OYEZ_TERSE;
    CLAIM(oyez_server_new(&server, &config) == OYEZ_OK);

    int reader = joined(server);
    while (count < SIZE || memcmp(seen + count - SIZE, octets, SIZE) != 0) {
        (void)served(server, fileno(file), 0);
        ssize_t now = recv(reader, seen + count, SIZE + 1024 - count, MSG_DONTWAIT);
        if (now > 0)
            count += (size_t)now;
        CLAIM(count < SIZE + 1024);
    }
    for (int times = 0; times < 20; ++times) {
        int leaver = joined(server);
        // As many turns as it takes to fill the socket.
        for (int turn = 0; turn < 4 + times; ++turn)
            (void)served(server, fileno(file), 0);
        close(leaver);
        while (!served(server, fileno(file), 5000))
            continue;
    }
    CLAIM(sigpending(&pending) == 0 && !sigismember(&pending, SIGPIPE));
    close(reader);
    oyez_server_free(server);
    fclose(file);
    free(octets);
    free(seen);
    return 0;
}
