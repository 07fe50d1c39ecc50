// SPDX-License-Identifier: MIT OR Apache-2.0
// The other end, over a socket of the program's own: two requests on one connection, the second sent before the
// first is answered.
//
//     cc examples/client.c -Iinclude -Lbuild/lib -loyez && ./a.out 127.0.0.1 8080 / /other
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <oyez.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static oyez_bytes text_of(const char *text)
{
    return oyez_text(text, strlen(text));
}

static int connected(const char *address, const char *port)
{
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || inet_pton(AF_INET, address, &peer.sin_addr) != 1 ||
        connect(fd, (struct sockaddr *)&peer, sizeof peer) != 0) {
        perror("client: connect");
        exit(1);
    }
    return fd;
}

static void show(const oyez_response *response, oyez_fields fields)
{
    oyez_field field;
    printf("%u %.*s\n", response->status, OYEZ_ARG(response->reason));
    while (oyez_fields_next(&fields, &field))
        printf("  %.*s: %.*s\n", OYEZ_ARG(field.name), OYEZ_ARG(field.value));
}

// Tells what came; how many responses are complete then, or -1 when there will be no more.
static int listen_to(oyez_conn *conn, int complete)
{
    oyez_event event;
    while ((event = oyez_conn_step(conn)) != OYEZ_NOTHING) {
        if (event == OYEZ_RESPONSE || event == OYEZ_INFORMATIONAL) {
            show(oyez_conn_response(conn), oyez_conn_fields(conn));
        } else if (event == OYEZ_CONTENT) {
            fwrite(oyez_conn_content(conn).ptr, 1, oyez_conn_content(conn).len, stdout);
        } else if (event == OYEZ_COMPLETE) {
            ++complete;
        } else if (event == OYEZ_FAULT) {
            const oyez_verdict *verdict = &oyez_conn_fault(conn)->verdict;
            fprintf(stderr, "client: %s (%s) at octet %llu\n", oyez_error_text(verdict->error),
                    oyez_error_clause(verdict->error), (unsigned long long)verdict->offset);
        } else if (event == OYEZ_CLOSED) {
            return -1;
        }
    }
    return complete;
}

int main(int argc, char **argv)
{
    oyez_config config = oyez_config_default();
    oyez_conn *conn;
    int asked = 0, complete = 0, fd;

    config.role = OYEZ_CLIENT_END;
    if (argc < 4 || oyez_conn_new(&conn, &config) != OYEZ_OK) {
        fprintf(stderr, "client: ADDRESS PORT TARGET [TARGET ...]\n");
        return 1;
    }
    fd = connected(argv[1], argv[2]);

    // Eight may be under way at once, and they all fit the output buffer.
    for (; asked < 8 && argv[3 + asked]; ++asked) {
        oyez_field host = {OYEZ_TEXT("Host"), text_of(argv[1])};
        oyez_error error =
            oyez_conn_send_request(conn, OYEZ_TEXT("GET"), text_of(argv[3 + asked]), OYEZ_LENGTH_NONE, &host, 1);
        if (error == OYEZ_OK)
            error = oyez_conn_send_end(conn, NULL, 0);
        if (error != OYEZ_OK) {
            fprintf(stderr, "client: %s\n", oyez_error_text(error));
            return 1;
        }
    }

    while (complete >= 0 && complete < asked) {
        oyez_bytes pending = oyez_conn_pending(conn);
        if (pending.len > 0) {
            ssize_t sent = send(fd, pending.ptr, pending.len, MSG_NOSIGNAL);
            if (sent < 0)
                break;
            (void)oyez_conn_sent(conn, (size_t)sent);
        } else {
            oyez_room room = oyez_conn_room(conn);
            ssize_t count = recv(fd, room.ptr, room.len, 0);
            if (count > 0)
                (void)oyez_conn_filled(conn, (size_t)count);
            else
                (void)oyez_conn_ended(conn);
        }
        complete = listen_to(conn, complete);
    }
    close(fd);
    oyez_conn_free(conn);
    return complete == asked ? 0 : 1;
}
