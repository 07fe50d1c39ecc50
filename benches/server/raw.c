// SPDX-License-Identifier: MIT OR Apache-2.0
// The least that a server can do: a level-triggered epoll loop that answers each read with the same octets, and
// parses nothing. What a server takes beyond this is its own work.
//
//     raw PORT CONTENT THREADS RESPONSES
//
// RESPONSES is how many a read is answered with: as many as requests are pipelined, which the load sends at once.
#include "common.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <errno.h>
#include <sys/epoll.h>
#include <sys/uio.h>

enum { EVENTS = 256, CONNECTIONS = 1 << 15 };

static char *answer;
static size_t answer_size;

// What of its answer each connection has not taken yet.
static size_t *left;

static void make_answer(const task *task)
{
    size_t times = task->more[0] ? task->more[0] : 1;
    char head[256];
    size_t head_size = (size_t)snprintf(head, sizeof head,
                                        "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 09:21:44 GMT\r\n"
                                        "Content-Type: text/plain\r\nContent-Length: %zu\r\n\r\n",
                                        task->content_size);
    answer_size = times * (head_size + task->content_size);
    answer = malloc(answer_size);
    left = calloc(CONNECTIONS, sizeof *left);
    if (!answer || !left)
        fail("malloc");
    for (size_t at = 0; at < answer_size; at += head_size + task->content_size) {
        memcpy(answer + at, head, head_size);
        memcpy(answer + at + head_size, task->content, task->content_size);
    }
}

static void wait_for(int epoll, int how, int socket, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.fd = socket};
    if (epoll_ctl(epoll, how, socket, &event) < 0)
        fail("epoll_ctl");
}

static void accept_all(int epoll, int door)
{
    int socket;
    while ((socket = accept4(door, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        if (socket >= CONNECTIONS) {
            close(socket);
            continue;
        }
        left[socket] = 0;
        wait_for(epoll, EPOLL_CTL_ADD, socket, EPOLLIN);
    }
}

// Sends what is left; whether the socket is still good.
static int send_left(int epoll, int socket, int waited)
{
    while (left[socket] > 0) {
        ssize_t sent = send(socket, answer + answer_size - left[socket], left[socket], MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN) {
            if (!waited)
                wait_for(epoll, EPOLL_CTL_MOD, socket, EPOLLOUT);
            return 1;
        }
        if (sent < 0)
            return 0;
        left[socket] -= (size_t)sent;
    }
    if (waited)
        wait_for(epoll, EPOLL_CTL_MOD, socket, EPOLLIN);
    return 1;
}

static int receive(int epoll, int socket)
{
    char room[16384];
    ssize_t got = read(socket, room, sizeof room);
    if (got < 0)
        return errno == EAGAIN;
    if (got == 0)
        return 0;
    left[socket] = answer_size;
    return send_left(epoll, socket, 0);
}

static void *serve(void *about)
{
    int door = listener(about), epoll = epoll_create1(EPOLL_CLOEXEC), on = 1;
    struct epoll_event events[EVENTS];
    if (epoll < 0 || setsockopt(door, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0)
        fail("raw");
    wait_for(epoll, EPOLL_CTL_ADD, door, EPOLLIN);
    for (;;) {
        int count = epoll_wait(epoll, events, EVENTS, -1);
        for (int at = 0; at < count; at++) {
            int socket = events[at].data.fd;
            if (socket == door)
                accept_all(epoll, door);
            else if (events[at].events & EPOLLOUT ? !send_left(epoll, socket, 1) : !receive(epoll, socket))
                close(socket);
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    task task = task_of(argc, argv);
    make_answer(&task);
    serve_all(serve, &task);
}
