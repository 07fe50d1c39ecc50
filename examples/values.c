// SPDX-License-Identifier: MIT OR Apache-2.0
// Field values: octets in, structs out, and back, without a connection.
//
//     cc examples/values.c -Iinclude -Lbuild/lib -loyez && ./a.out 'text/*;q=0.5, text/html'
#include <oyez.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

// Why a value is none: the rule, its clause, and where it was broken.
static int refused(const char *field, const oyez_verdict *verdict)
{
    printf("%s: %s (%s) at octet %" PRIu64 "\n", field, oyez_error_text(verdict->error),
           oyez_error_clause(verdict->error), verdict->offset);
    return 1;
}

static int accepted(oyez_bytes value)
{
    oyez_members members = oyez_members_of(value);
    oyez_media_range range;
    oyez_verdict verdict;

    while (oyez_accept_next(&members, &range, &verdict))
        printf("Accept: %.*s/%.*s, weight %u\n", OYEZ_ARG(range.type_name), OYEZ_ARG(range.subtype_name),
               (unsigned)range.weight);
    return verdict.error == OYEZ_OK ? 0 : refused("Accept", &verdict);
}

static void read_some(void)
{
    oyez_members cookies = oyez_members_of(OYEZ_TEXT("lang=en; SID=31d4d96e407aad42"));
    oyez_media_type type;
    oyez_word charset;
    oyez_cookie cookie;
    int64_t seconds;

    if (oyez_date_read(OYEZ_TEXT("Sunday, 06-Nov-94 08:49:37 GMT"), (int64_t)time(NULL), &seconds, NULL) == OYEZ_OK)
        printf("Last-Modified: %" PRId64 "\n", seconds);
    if (oyez_media_type_read(OYEZ_TEXT("text/html; charset=\"utf-8\""), &type, NULL) == OYEZ_OK &&
        oyez_media_type_charset(&type, &charset) && oyez_word_is_nocase(charset, OYEZ_TEXT("UTF-8")))
        printf("Content-Type: %.*s in UTF-8\n", OYEZ_ARG(type.subtype_name));
    while (oyez_cookies_next(&cookies, &cookie, NULL))
        printf("Cookie: %.*s is %.*s\n", OYEZ_ARG(cookie.name), OYEZ_ARG(cookie.value));
}

static void write_some(void)
{
    uint8_t octets[256];
    oyez_room room = {octets, sizeof octets};
    oyez_set_cookie cookie = {0};
    oyez_cache_control control = {0};
    size_t len;

    cookie.name = OYEZ_TEXT("SID");
    cookie.value = OYEZ_TEXT("31d4d96e407aad42");
    cookie.path = OYEZ_TEXT("/");
    cookie.max_age = 3600;
    cookie.same_site = OYEZ_SAME_SITE_LAX;
    cookie.flags = OYEZ_COOKIE_MAX_AGE | OYEZ_COOKIE_SECURE | OYEZ_COOKIE_HTTP_ONLY;
    if (oyez_set_cookie_write(&cookie, room, &len) == OYEZ_OK)
        printf("Set-Cookie: %.*s\n", (int)len, (const char *)octets);
    control.max_age = 60;
    control.flags = OYEZ_CACHE_MAX_AGE | OYEZ_CACHE_PRIVATE;
    if (oyez_cache_control_write(&control, room, &len) == OYEZ_OK)
        printf("Cache-Control: %.*s\n", (int)len, (const char *)octets);
    // What would begin another attribute, or another line, is not written.
    cookie.value = OYEZ_TEXT("a; Domain=example.com");
    if (oyez_set_cookie_write(&cookie, room, &len) != OYEZ_OK)
        printf("Set-Cookie: nothing is written\n");
}

int main(int argc, char **argv)
{
    size_t len = 0;

    read_some();
    write_some();
    if (argc < 2)
        return accepted(OYEZ_TEXT("text/*;q=0.3, text/html;q=0.7, text/html;level=1"));
    while (argv[1][len])
        len++;
    return accepted(oyez_text(argv[1], len));
}
