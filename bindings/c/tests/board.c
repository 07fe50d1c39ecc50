// SPDX-License-Identifier: MIT OR Apache-2.0
// A board of cardboard for examples/firmware.c: a peer that sends what it is told to, a few octets at a time, and takes
// even fewer.
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t tcp_read(uint8_t *octets, size_t room);
size_t tcp_write(const uint8_t *octets, size_t len);
bool tcp_ended(void);
void tcp_shutdown(void);
void tcp_close(void);
uint32_t millis(void);
void lamp(bool on);
void http_start(void);
void http_poll(void);

static const char *incoming = "";
static char outgoing[4096];
static size_t outgoing_len;
static bool ends, shines, closed, shut;
static uint32_t now = UINT32_MAX - 100; // It wraps soon.

size_t tcp_read(uint8_t *octets, size_t room)
{
    size_t len = strlen(incoming), count = len < 7 ? len : 7;
    if (count > room)
        count = room;
    if (count)
        memcpy(octets, incoming, count);
    incoming += count;
    return count;
}

size_t tcp_write(const uint8_t *octets, size_t len)
{
    size_t count = len < 5 ? len : 5;
    assert(outgoing_len + count < sizeof outgoing);
    if (count)
        memcpy(outgoing + outgoing_len, octets, count);
    outgoing_len += count;
    outgoing[outgoing_len] = 0;
    return count;
}

bool tcp_ended(void)
{
    return ends && !*incoming;
}

void tcp_shutdown(void)
{
    shut = true;
}

void tcp_close(void)
{
    closed = true;
}

uint32_t millis(void)
{
    return now += 3;
}

void lamp(bool on)
{
    shines = on;
}

static void say(const char *request)
{
    incoming = request;
    outgoing_len = 0;
    outgoing[0] = 0;
    for (int turn = 0; turn < 400; turn++)
        http_poll();
    assert(!*incoming);
}

#define TELLS(expected) \
    (strcmp(outgoing, expected) ? (void)fprintf(stderr, "told: %s\n", outgoing), abort() : (void)0)

int main(void)
{
    http_start();
    say("PUT /lamp/on HTTP/1.1\r\nHost: board\r\nContent-Length: 0\r\n\r\n");
    assert(shines);
    TELLS("HTTP/1.1 204 No Content\r\n\r\n");
    say("PUT /lamp/off HTTP/1.1\r\nHost: board\r\n\r\nGET / HTTP/1.1\r\nHost: board\r\n\r\n");
    assert(!shines && !closed);
    TELLS("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

    // A peer that breaks a rule is told so, and the next one is served.
    ends = true;
    say("GET / HTTP/1.1\r\n\r\n");
    assert(closed);
    TELLS("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    ends = closed = shut = false;
    say("GET /lamp/on HTTP/1.0\r\n\r\n");
    assert(shines && (closed || shut));

    // A peer that says nothing is not waited for.
    ends = closed = shut = false;
    for (int turn = 0; turn < 8000; turn++)
        http_poll();
    assert(closed);
    return 0;
}
