// SPDX-License-Identifier: MIT OR Apache-2.0
// What the readers of this folder share: lines of words, as tests/conformance/values/README.md has them, and what was
// read, written.
#ifndef TELL_H
#define TELL_H

#include "../claims.h"

// 2023-11-14 22:13:20: when all values are read.
static const int64_t NOW = 1700000000;

// A reader of a value.
typedef void reader(oyez_bytes value);

// Begins the line of a member, or of a parameter.
void line(void);
void parameter(void);

// Words of a line: what is absent, or does not hold, has none.
void word(const char *word);
void flag(const char *name, bool holds);
void number(const char *name, uint64_t number);
void integer(const char *name, int64_t integer);
void octets(const char *name, oyez_bytes octets);
void some_octets(const char *name, oyez_bytes octets);
void said(const char *name, oyez_word word);
void some_text(const char *name, oyez_word word);
void address(oyez_address address);

// Lines of parameters, and the words of an extended value.
void parameters(oyez_parameters parameters);
void extended(const char *name, const oyez_ext_value *value);

// Why a value was refused, counted from so many octets on; whether it was.
bool refused(const oyez_verdict *verdict, size_t before);
void refuse(const char *name, size_t at);

// What was read, written: the room to write it into, and what became of it.
extern size_t len;
oyez_room room(void);
void written(oyez_error error);

// Readers.
reader date, cookie_date, expires, retry_after, age, delta_seconds, content_length, max_forwards, version;
reader media_type, content_encoding, content_language, content_md5, content_disposition, content_transfer_encoding,
    mime_version, ext_value, file_name;
reader accept_, accept_charset, accept_encoding, accept_language, accept_ranges, te, vary;
reader entity_tag, entity_tags, if_range, range, content_range;
reader directives, policy, warnings;
reader challenges, credentials, info, basic_challenge, basic_credentials, bearer_challenge, bearer_credentials,
    digest_challenge, digest_credentials, digest_info;
reader cookies, set_cookie, cookie2, set_cookies2, jar;
reader host, via, forwarded, x_forwarded_for, client_ip, connection, keep_alive, upgrade, trailer, transfer_encoding,
    expect, mailbox, products, methods, title, links;
reader cgi, multipart;
reader uri_reference, absolute_uri, partial_uri, referer, normal_uri, resolved_uri, path, query, form;
reader item, list, dictionary;

// Reads a singleton into `it`, or tells why not.
#define READ(it, call)                                 \
    do {                                               \
        oyez_verdict verdict;                          \
        memset(&verdict, 0, sizeof verdict);           \
        memset(&(it), 0, sizeof(it));                  \
        CLAIM((call) == verdict.error);                \
        if (refused(&verdict, 0))                      \
            return;                                    \
    } while (0)

// Takes each member of a list, and writes all of them.
#define LIST(type, next, tell, write)                                     \
    do {                                                                  \
        enum { MOST = 64 };                                               \
        type all[MOST];                                                   \
        size_t count = 0;                                                 \
        oyez_members members = oyez_members_of(value);                    \
        oyez_verdict verdict;                                             \
        memset(&verdict, 0, sizeof verdict);                              \
        while (next(&members, &all[count], &verdict)) {                   \
            CLAIM(members.at + members.rest.len == value.len);            \
            tell(&all[count]);                                            \
            CLAIM(++count < MOST);                                        \
        }                                                                 \
        if (!refused(&verdict, 0))                                        \
            written(write(all, count, room(), &len));                     \
    } while (0)

#endif
