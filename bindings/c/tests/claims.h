// SPDX-License-Identifier: MIT OR Apache-2.0
// What the programs of this folder share: a claim that stops the program when it does not hold, and the octets of a
// connection as text.
#ifndef CLAIMS_H
#define CLAIMS_H

#include <oyez.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLAIM(holds) ((holds) ? (void)0 : refuted(#holds, __FILE__, __LINE__))

static inline void refuted(const char *claim, const char *file, int line)
{
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, claim);
    exit(1);
}

// The octets of a string literal or other text.
static inline oyez_bytes text(const char *octets)
{
    return oyez_text(octets, strlen(octets));
}

static inline bool is(oyez_bytes octets, const char *expected)
{
    return oyez_bytes_equal(octets, text(expected));
}

// The peer sends this; all of it must fit.
static inline void receive(oyez_conn *conn, const char *octets)
{
    size_t len = strlen(octets);
    oyez_room room = oyez_conn_room(conn);
    CLAIM(room.len >= len);
    memcpy(room.ptr, octets, len);
    CLAIM(oyez_conn_filled(conn, len) == OYEZ_OK);
}

// The peer sends this, as room is made for it; nothing is told meanwhile.
static inline void pour(oyez_conn *conn, const char *octets)
{
    size_t len = strlen(octets);
    while (len) {
        oyez_room room = oyez_conn_room(conn);
        size_t count = room.len < len ? room.len : len;
        if (!count) {
            CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);
            CLAIM(oyez_conn_room(conn).len > 0);
            continue;
        }
        memcpy(room.ptr, octets, count);
        CLAIM(oyez_conn_filled(conn, count) == OYEZ_OK);
        octets += count;
        len -= count;
    }
}

// What is pending is this, and the transport takes it.
static inline bool leaves(oyez_conn *conn, const char *expected)
{
    oyez_bytes pending = oyez_conn_pending(conn);
    bool same = is(pending, expected);
    if (!same)
        fprintf(stderr, "pending: %.*s\n", OYEZ_ARG(pending));
    CLAIM(oyez_conn_sent(conn, pending.len) == OYEZ_OK);
    return same;
}

static inline oyez_conn *made(uint32_t role)
{
    oyez_config config = oyez_config_default();
    oyez_conn *conn;
    config.role = role;
    CLAIM(oyez_conn_new(&conn, &config) == OYEZ_OK);
    return conn;
}

#endif
