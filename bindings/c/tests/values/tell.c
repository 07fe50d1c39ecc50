// SPDX-License-Identifier: MIT OR Apache-2.0
// The C door of the cases of field values: reads a value a line, "READER OCTETS" in hexadecimal digits ("-" for none),
// and prints what is told of it, in the lines of tests/conformance/values/README.md; then how it is written, "written
// OCTETS", "unwritten" or "never written", and a full stop. tests/conformance_values_c.rs compares.
#include "tell.h"

size_t len;

static uint8_t octets_written[1 << 16];
static enum { NEVER, WRITTEN, REFUSED } fate;
static bool in_line, has_words;

oyez_room room(void)
{
    oyez_room room = {octets_written, sizeof octets_written};
    return room;
}

void written(oyez_error error)
{
    CLAIM(error == OYEZ_OK || error == OYEZ_ERR_FIELD_SYNTAX);
    fate = error == OYEZ_OK ? WRITTEN : REFUSED;
}

void line(void)
{
    if (in_line)
        putchar('\n');
    in_line = true;
    has_words = false;
}

void parameter(void)
{
    line();
    putchar(';');
    has_words = true;
}

void word(const char *word)
{
    if (has_words)
        putchar(' ');
    has_words = true;
    fputs(word, stdout);
}

void flag(const char *name, bool holds)
{
    if (holds)
        word(name);
}

void number(const char *name, uint64_t number)
{
    word(name);
    printf("=%llu", (unsigned long long)number);
}

void integer(const char *name, int64_t integer)
{
    word(name);
    printf("=%lld", (long long)integer);
}

static void show(oyez_bytes octets)
{
    for (size_t at = 0; at < octets.len; at++) {
        uint8_t octet = octets.ptr[at];
        if (octet == '\\' || octet == '"')
            printf("\\%c", octet);
        else if (octet == '\r')
            printf("\\r");
        else if (octet == '\n')
            printf("\\n");
        else if (octet == '\t')
            printf("\\t");
        else if (octet >= ' ' && octet <= '~')
            putchar(octet);
        else
            printf("\\x%02x", octet);
    }
}

void octets(const char *name, oyez_bytes octets)
{
    word(name);
    printf("=\"");
    show(octets);
    putchar('"');
}

void some_octets(const char *name, oyez_bytes some)
{
    if (some.ptr)
        octets(name, some);
}

void said(const char *name, oyez_word word)
{
    uint8_t copy[4096];
    oyez_room place = {copy, sizeof copy};
    oyez_bytes read = {copy, 0};
    CLAIM(oyez_word_copy(word, place, &read.len) == OYEZ_OK);
    CLAIM(oyez_word_is(word, read));
    octets(name, read);
}

void some_text(const char *name, oyez_word word)
{
    if (word.raw.ptr)
        said(name, word);
}

void address(oyez_address address)
{
    uint8_t copy[64];
    oyez_room place = {copy, sizeof copy};
    oyez_bytes shown = {copy, 0};
    if (!address.version)
        return;
    CLAIM(oyez_address_write(&address, place, &shown.len) == OYEZ_OK);
    word("address");
    printf("=%.*s", OYEZ_ARG(shown));
}

void parameters(oyez_parameters parameters)
{
    oyez_parameter next;
    while (oyez_parameters_next(&parameters, &next)) {
        char name[256];
        snprintf(name, sizeof name, "%.*s", OYEZ_ARG(next.name));
        parameter();
        if (next.value.raw.ptr)
            said(name, next.value);
        else
            word(name);
    }
}

void extended(const char *name, const oyez_ext_value *value)
{
    uint8_t copy[4096];
    oyez_room place = {copy, sizeof copy};
    oyez_bytes read = {copy, 0};
    CLAIM(oyez_ext_value_copy(value, place, &read.len) == OYEZ_OK);
    octets(name, read);
    if (value->charset == OYEZ_CHARSET_OTHER)
        octets("charset", value->charset_name);
    if (value->language.len)
        octets("language", value->language);
}

void refuse(const char *name, size_t at)
{
    line();
    printf("refused %s at=%zu", name, at);
}

bool refused(const oyez_verdict *verdict, size_t before)
{
    if (!verdict->error)
        return false;
    refuse(oyez_error_name(verdict->error) + strlen("OYEZ_ERR_"), (size_t)verdict->offset + before);
    return true;
}

static const struct {
    const char *name;
    reader *read;
} GRAMMARS[] = {
    // Fields that are no reference of just any kind.
    {"Content-Base", absolute_uri},
    {"Content-Location", partial_uri},
    {"Referer", referer},
    {"absolute-uri", absolute_uri},
    {"basic-challenge", basic_challenge},
    {"basic-credentials", basic_credentials},
    {"bearer-challenge", bearer_challenge},
    {"bearer-credentials", bearer_credentials},
    {"cache-policy", policy},
    {"cgi", cgi},
    {"cookie-date", cookie_date},
    {"cookie-jar", jar},
    {"dictionary", dictionary},
    {"digest-challenge", digest_challenge},
    {"digest-credentials", digest_credentials},
    {"digest-info", digest_info},
    {"ext-value", ext_value},
    {"file-name", file_name},
    {"form", form},
    {"item", item},
    {"list", list},
    {"multipart", multipart},
    {"normal-uri", normal_uri},
    {"partial-uri", partial_uri},
    {"path", path},
    {"query", query},
    {"resolved-uri", resolved_uri},
    {"uri-reference", uri_reference},
    {"version", version},
};

// By the numbers of `oyez_field_family`.
static reader *const FAMILIES[] = {
    NULL, date, expires, retry_after, age, delta_seconds, content_length, max_forwards, media_type, content_encoding,
    content_language, content_md5, content_range, content_disposition, content_transfer_encoding, mime_version, accept_,
    accept_charset, accept_encoding, accept_language, accept_ranges, te, vary, entity_tag, entity_tags, if_range, range,
    directives, warnings, challenges, credentials, info, cookies, set_cookie, cookie2, set_cookies2, host, via,
    forwarded, x_forwarded_for, client_ip, connection, keep_alive, upgrade, trailer, transfer_encoding, expect, mailbox,
    products, methods, uri_reference, links, title, item, list, dictionary,
};

static reader *reader_of(const char *name)
{
    oyez_field_entry entry;
    for (size_t at = 0; at < sizeof GRAMMARS / sizeof *GRAMMARS; at++)
        if (strcmp(GRAMMARS[at].name, name) == 0)
            return GRAMMARS[at].read;
    if (!oyez_registry_find(text(name), &entry))
        return NULL;
    CLAIM(entry.family < sizeof FAMILIES / sizeof *FAMILIES);
    return FAMILIES[entry.family];
}

static uint8_t *taken(const char *hex, size_t *count)
{
    *count = hex[0] == '-' ? 0 : strlen(hex) / 2;
    // Of its own size, so that one octet more is seen by the sanitizer.
    uint8_t *octets = malloc(*count ? *count : 1);
    CLAIM(octets);
    for (size_t at = 0; at < *count; at++) {
        unsigned octet;
        CLAIM(sscanf(hex + 2 * at, "%2x", &octet) == 1);
        octets[at] = (uint8_t)octet;
    }
    return octets;
}

int main(void)
{
    static char name[64], hex[1 << 16];
    while (scanf("%63s %65535s", name, hex) == 2) {
        reader *read = reader_of(name);
        oyez_bytes value = {NULL, 0};
        uint8_t *octets = taken(hex, &value.len);
        value.ptr = octets;
        in_line = false;
        fate = NEVER;
        len = 0;
        if (read)
            read(value);
        else
            refuse("READER", 0);
        if (in_line)
            putchar('\n');
        if (fate == WRITTEN) {
            printf("written ");
            for (size_t at = 0; at < len; at++)
                printf("%02x", octets_written[at]);
            putchar('\n');
        } else {
            puts(fate == REFUSED ? "unwritten" : "never written");
        }
        puts(".");
        fflush(stdout);
        free(octets);
    }
    return 0;
}
