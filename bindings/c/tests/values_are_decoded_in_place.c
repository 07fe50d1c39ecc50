// SPDX-License-Identifier: MIT OR Apache-2.0
// Pure functions on octets, in place where that is allowed; a call that fails has changed nothing.
#include "claims.h"

// Decodes a copy of `octets` in place.
static oyez_error in_place(const char *octets, char *copy, size_t *written,
    oyez_error (*decode)(oyez_bytes, oyez_room, size_t *))
{
    size_t len = strlen(octets);
    oyez_bytes from = {(uint8_t *)copy, len};
    oyez_room room = {(uint8_t *)copy, len};
    memcpy(copy, octets, len + 1);
    return decode(from, room, written);
}

static void path(const char *octets, const char *expected)
{
    char copy[64], apart[64];
    oyez_room room = {(uint8_t *)apart, strlen(octets)};
    size_t written = 0, again = 0;
    CLAIM(in_place(octets, copy, &written, oyez_path_decode) == OYEZ_OK);
    CLAIM(written == strlen(expected) && !memcmp(copy, expected, written));
    CLAIM(oyez_path_decode(text(octets), room, &again) == OYEZ_OK);
    CLAIM(again == written && !memcmp(apart, expected, written));
}

static void refused(const char *octets, uint32_t error)
{
    char copy[64];
    size_t written = 7;
    CLAIM(in_place(octets, copy, &written, oyez_path_decode) == error);
    CLAIM(!strcmp(copy, octets) && written == 7);
}

int main(void)
{
    char copy[64], date[29];
    oyez_room room = {(uint8_t *)copy + 2, 8}, whole = {(uint8_t *)date, sizeof date};
    oyez_bytes shifted = {(uint8_t *)copy, 8}, list, query, name, value;
    size_t written = 7;

    CLAIM(in_place("a%20b%2Fc%c3%a4", copy, &written, oyez_percent_decode) == OYEZ_OK);
    CLAIM(written == 7 && !memcmp(copy, "a b/c\xc3\xa4", 7));
    CLAIM(in_place("abc%20%4", copy, &written, oyez_percent_decode) == OYEZ_ERR_PERCENT);
    CLAIM(!strcmp(copy, "abc%20%4"));
    memcpy(copy, "abcdefgh", 8);
    // A room that begins within what is read would be written over it.
    CLAIM(oyez_percent_decode(shifted, room, &written) == OYEZ_ERR_ARGUMENT);

    path("/", "/");
    path("/a/b", "/a/b");
    path("/%61/./b/%2e%2E/c%20d", "/a/c d");
    path("/a/b/..", "/a/");
    path("/a/.", "/a/");
    path("//a//", "//a//");
    path("/a/.../b", "/a/.../b");
    path("/%41%41%41/..", "/");
    path("/%2e%252e", "/.%2e");
    refused("/../a", OYEZ_ERR_PATH_CLIMBS);
    refused("/a/%2e%2e/%2e%2e/b", OYEZ_ERR_PATH_CLIMBS);
    refused("/a%2Fb", OYEZ_ERR_PATH_OCTET);
    refused("/%41/%00", OYEZ_ERR_PATH_OCTET);
    refused("/%41/%zz", OYEZ_ERR_PERCENT);
    refused("a/b", OYEZ_ERR_ARGUMENT);

    query = OYEZ_TEXT("a=1&&b&c==&=d");
    CLAIM(oyez_query_next(&query, &name, &value) && is(name, "a") && is(value, "1"));
    CLAIM(oyez_query_next(&query, &name, &value) && is(name, "b") && !value.ptr);
    CLAIM(oyez_query_next(&query, &name, &value) && is(name, "c") && is(value, "="));
    CLAIM(oyez_query_next(&query, &name, &value) && is(name, "") && is(value, "d"));
    CLAIM(!oyez_query_next(&query, &name, &value) && is(value, "d"));

    list = OYEZ_TEXT(" a, ,\"b,c\";q=1 ,");
    CLAIM(oyez_list_next(&list, &name) && is(name, "a"));
    CLAIM(oyez_list_next(&list, &name) && is(name, "\"b,c\";q=1"));
    CLAIM(!oyez_list_next(&list, &name) && is(name, "\"b,c\";q=1"));

    CLAIM(oyez_bytes_equal_nocase(OYEZ_TEXT("Close"), OYEZ_TEXT("cLOSE")));
    CLAIM(!oyez_bytes_equal(OYEZ_TEXT("Close"), OYEZ_TEXT("close")));
    CLAIM(is(oyez_status_reason(404), "Not Found"));
    CLAIM(oyez_date_write(784111777, whole) == OYEZ_OK);
    CLAIM(!memcmp(date, "Sun, 06 Nov 1994 08:49:37 GMT", 29));
    CLAIM(oyez_date_write(INT64_MAX, whole) == OYEZ_ERR_ARGUMENT);
    return 0;
}
