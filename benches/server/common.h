// SPDX-License-Identifier: MIT OR Apache-2.0
// What the servers in C have in common: how they are called, and a socket that several threads may listen on.
//
//     SERVER PORT CONTENT THREADS MORE…
//
// CONTENT is how many octets of content a response has. Each thread runs a server of its own on the same port.
#ifndef COMMON_H
#define COMMON_H

#define _GNU_SOURCE // SO_REUSEPORT, accept4

#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
    uint16_t port;
    size_t content_size;
    unsigned threads;
    char *content;
    size_t more[2];
} task;

static inline void fail(const char *what)
{
    perror(what);
    exit(1);
}

static inline size_t number(int argc, char **argv, int at, size_t otherwise)
{
    return argc > at ? strtoul(argv[at], NULL, 10) : otherwise;
}

static inline task task_of(int argc, char **argv)
{
    task task = {(uint16_t)number(argc, argv, 1, 8080),
                 number(argc, argv, 2, 6),
                 (unsigned)number(argc, argv, 3, 1),
                 NULL,
                 {number(argc, argv, 4, 0), number(argc, argv, 5, 0)}};
    struct rlimit limit;
    task.content = malloc(task.content_size);
    if (!task.content)
        fail("malloc");
    memset(task.content, 'o', task.content_size);
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
    return task;
}

// Listens on 127.0.0.1, beside other threads that do.
static inline int listener(const task *task)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(task->port)};
    int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
        setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) < 0 ||
        bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1024) < 0)
        fail("listen");
    return listener;
}

// Runs a server in each thread, this one included. Does not return.
static inline void serve_all(void *(*serve)(void *), task *task)
{
    for (unsigned thread = 1; thread < task->threads; thread++) {
        pthread_t other;
        if (pthread_create(&other, NULL, serve, task) != 0)
            fail("pthread_create");
    }
    (void)serve(task);
    exit(1);
}

#endif
