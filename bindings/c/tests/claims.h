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

// A call that writes into `room`, and tells how much in `len`, writes this; and in a room too small for it says how much
// it takes, and writes nothing beyond.
#define WRITES(expected, call)                                             \
    do {                                                                   \
        uint8_t octets_[512];                                              \
        size_t len = 0, whole_ = strlen(expected);                         \
        oyez_room room = {octets_, sizeof octets_};                        \
        CLAIM((call) == OYEZ_OK);                                          \
        CLAIM(wrote(octets_, len, expected));                              \
        memset(octets_, '#', sizeof octets_);                              \
        room.len = whole_ ? whole_ - 1 : 0;                                \
        CLAIM((call) == (whole_ ? OYEZ_ERR_ARGUMENT : OYEZ_OK));           \
        CLAIM(len == whole_ && octets_[whole_ ? whole_ - 1 : 0] == '#');   \
    } while (0)

// A call like that, given what is no value.
#define REFUSES_TO_WRITE(call)                                             \
    do {                                                                   \
        uint8_t octets_[512];                                              \
        size_t len = 7;                                                    \
        oyez_room room = {octets_, sizeof octets_};                        \
        CLAIM((call) == OYEZ_ERR_FIELD_SYNTAX && len == 0);                \
    } while (0)

static inline bool wrote(const uint8_t *octets, size_t len, const char *expected)
{
    oyez_bytes told = {octets, len};
    bool same = is(told, expected);
    if (!same)
        fprintf(stderr, "written: %.*s\nexpected: %s\n", OYEZ_ARG(told), expected);
    return same;
}

// A word says this.
static inline bool says(oyez_word word, const char *expected)
{
    return oyez_word_is(word, text(expected));
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
