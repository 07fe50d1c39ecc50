// SPDX-License-Identifier: MIT OR Apache-2.0
// A loop of your own around bare connections: poll(2), sockets, a clock. The engine never sees them.
//
//     cc examples/bring_your_own_loop.c -Iinclude -Lbuild/lib -loyez && ./a.out 8080
//
// "/" says "Oyez!", "/echo" sends back what it is sent, while it comes.
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <fcntl.h>
#include <oyez.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 64 };

static oyez_conn *conns[MOST + 1]; // Beside `fds`, of which the first listens.
static struct pollfd fds[MOST + 1];
static nfds_t count = 1;

static uint32_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000);
}

// Sends back the piece at hand, or as much of it as has room: the rest is told again when OYEZ_WRITABLE came.
static void echo(oyez_conn *conn)
{
    size_t taken = 0;
    (void)oyez_conn_send_content(conn, oyez_conn_content(conn), &taken);
    if (taken < oyez_conn_content(conn).len) {
        oyez_conn_pause(conn, true);
        (void)oyez_conn_used(conn, taken);
    }
}

static void serve(oyez_conn *conn, oyez_event event)
{
    const oyez_request *request = oyez_conn_request(conn);
    bool echoes = request && oyez_bytes_equal(request->path, OYEZ_TEXT("/echo"));

    if (event == OYEZ_REQUEST && echoes)
        (void)oyez_conn_send_response(conn, 200, OYEZ_LENGTH_UNKNOWN, NULL, 0);
    else if (event == OYEZ_REQUEST && oyez_bytes_equal(request->path, OYEZ_TEXT("/")))
        (void)oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("Oyez!\n"));
    else if (event == OYEZ_REQUEST)
        (void)oyez_conn_reply(conn, 404, NULL, 0, OYEZ_TEXT("no such thing\n"));
    else if (event == OYEZ_CONTENT && echoes)
        echo(conn);
    else if (event == OYEZ_COMPLETE && echoes)
        (void)oyez_conn_send_end(conn, NULL, 0);
    else if (event == OYEZ_WRITABLE)
        oyez_conn_pause(conn, false);
    else if (event == OYEZ_FAULT && oyez_conn_fault(conn)->verdict.status)
        (void)oyez_conn_reply(conn, oyez_conn_fault(conn)->verdict.status, NULL, 0, OYEZ_TEXT(""));
}

// One turn of one connection; whether it goes on.
static bool turn(oyez_conn *conn, struct pollfd *fd)
{
    oyez_event event;

    (void)oyez_conn_tell_time(conn, now_ms());
    if (fd->revents & (POLLIN | POLLHUP | POLLERR)) {
        oyez_room room = oyez_conn_room(conn);
        ssize_t got = room.len ? recv(fd->fd, room.ptr, room.len, 0) : -1;
        if (got > 0)
            (void)oyez_conn_filled(conn, (size_t)got);
        else if (got == 0 || fd->revents & POLLERR)
            (void)oyez_conn_ended(conn);
    }
    do {
        oyez_bytes pending;
        ssize_t sent = 0;
        bool closed = false;

        while ((event = oyez_conn_step(conn))) {
            closed = closed || event == OYEZ_CLOSED;
            serve(conn, event);
        }
        if (closed)
            return false;
        pending = oyez_conn_pending(conn);
        if (pending.len)
            sent = send(fd->fd, pending.ptr, pending.len, MSG_NOSIGNAL);
        if (sent > 0)
            (void)oyez_conn_sent(conn, (size_t)sent);
    } while (oyez_conn_interest(conn).wants & OYEZ_WANT_STEP);
    if (oyez_conn_interest(conn).wants & OYEZ_WANT_SHUTDOWN)
        shutdown(fd->fd, SHUT_WR);
    return true;
}

static void accept_one(void)
{
    oyez_config config = oyez_config_default();
    int fd = accept(fds[0].fd, NULL, NULL);

    config.head_ms = config.send_ms = 10000;
    config.idle_ms = 60000;
    if (fd < 0)
        return;
    fcntl(fd, F_SETFL, O_NONBLOCK);
    if (count > MOST || oyez_conn_new(&conns[count], &config) != OYEZ_OK) {
        close(fd);
        return;
    }
    fds[count++] = (struct pollfd){fd, 0, 0};
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)(argc > 1 ? atoi(argv[1]) : 8080))};
    socklen_t len = sizeof address;
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, len) || listen(listener, 128))
        return perror("listen"), 1;
    getsockname(listener, (struct sockaddr *)&address, &len);
    printf("listening on port %u\n", ntohs(address.sin_port));
    fflush(stdout);
    fds[0] = (struct pollfd){listener, POLLIN, 0};

    for (;;) {
        uint32_t wait_ms = OYEZ_NO_TIMEOUT;
        for (nfds_t at = 1; at < count; at++) {
            oyez_interest interest = oyez_conn_interest(conns[at]);
            fds[at].events = (short)((interest.wants & OYEZ_WANT_READ ? POLLIN : 0) | (interest.wants & OYEZ_WANT_WRITE ? POLLOUT : 0));
            wait_ms = interest.wait_ms < wait_ms ? interest.wait_ms : wait_ms;
        }
        if (poll(fds, count, wait_ms > INT_MAX ? -1 : (int)wait_ms) < 0)
            continue;
        for (nfds_t at = count - 1; at > 0; at--) {
            if (!turn(conns[at], &fds[at])) {
                close(fds[at].fd);
                oyez_conn_free(conns[at]);
                conns[at] = conns[--count];
                fds[at] = fds[count];
            }
        }
        if (fds[0].revents)
            accept_one();
    }
}
