// SPDX-License-Identifier: MIT OR Apache-2.0
// Dates, numbers, media types, preferences, conditions and caching.
#include "tell.h"

static void at_time(int64_t time)
{
    line();
    integer("date", time);
    written(oyez_date_write(time, room()));
    len = strlen("Sun, 06 Nov 1994 08:49:37 GMT");
}

void date(oyez_bytes value)
{
    int64_t time;
    READ(time, oyez_date_read(value, NOW, &time, &verdict));
    at_time(time);
}

void cookie_date(oyez_bytes value)
{
    int64_t time;
    READ(time, oyez_cookie_date_read(value, &time, &verdict));
    at_time(time);
}

void expires(oyez_bytes value)
{
    int64_t time = oyez_expires_read(value, NOW);
    if (time == INT64_MIN) {
        line();
        word("expired");
    } else {
        at_time(time);
    }
}

void retry_after(oyez_bytes value)
{
    oyez_retry_after retry;
    READ(retry, oyez_retry_after_read(value, NOW, &retry, &verdict));
    line();
    if (retry.flags & OYEZ_RETRY_AT_TIME)
        integer("date", retry.time);
    else
        number("seconds", retry.seconds);
    written(oyez_retry_after_write(&retry, room(), &len));
}

static void counted(const char *name, uint64_t count)
{
    line();
    number(name, count);
    written(oyez_number_write(count, room(), &len));
}

void age(oyez_bytes value)
{
    uint64_t seconds;
    READ(seconds, oyez_age_read(value, &seconds, &verdict));
    counted("seconds", seconds);
}

void delta_seconds(oyez_bytes value)
{
    uint64_t seconds;
    READ(seconds, oyez_delta_seconds_read(value, &seconds, &verdict));
    counted("seconds", seconds);
}

void content_length(oyez_bytes value)
{
    uint64_t length;
    READ(length, oyez_content_length_read(value, &length, &verdict));
    counted("length", length);
}

void max_forwards(oyez_bytes value)
{
    uint64_t count;
    READ(count, oyez_max_forwards_read(value, &count, &verdict));
    counted("count", count);
}

void version(oyez_bytes value)
{
    oyez_version_number version;
    READ(version, oyez_version_number_read(value, &version, &verdict));
    line();
    octets("major", version.major);
    octets("minor", version.minor);
    written(oyez_version_number_write(&version, room(), &len));
}

void media_type(oyez_bytes value)
{
    oyez_media_type type;
    oyez_word charset;
    READ(type, oyez_media_type_read(value, &type, &verdict));
    line();
    octets("type", type.type_name);
    octets("subtype", type.subtype_name);
    some_octets("suffix", oyez_media_type_suffix(&type));
    if (oyez_media_type_charset_http10(&type, &charset))
        said("charset", charset);
    parameters(type.parameters);
    written(oyez_media_type_write(&type, room(), &len));
}

static void coding(uint32_t coding)
{
    static const char *const NAMES[] = {NULL, "identity", "gzip", "compress", "deflate", "br", "zstd"};
    CLAIM(coding < sizeof NAMES / sizeof *NAMES);
    if (NAMES[coding])
        word(NAMES[coding]);
}

static void tell_coding(const oyez_coding_name *read)
{
    line();
    coding(read->coding);
    octets("name", read->name);
}

void content_encoding(oyez_bytes value)
{
    LIST(oyez_coding_name, oyez_content_encoding_next, tell_coding, oyez_content_encoding_write);
}

static void tell_language(const oyez_bytes *tag)
{
    const uint8_t *hyphen = memchr(tag->ptr, '-', tag->len);
    oyez_bytes primary = {tag->ptr, hyphen ? (size_t)(hyphen - tag->ptr) : tag->len};
    line();
    octets("tag", *tag);
    octets("primary", primary);
}

void content_language(oyez_bytes value)
{
    LIST(oyez_bytes, oyez_content_language_next, tell_language, oyez_content_language_write);
}

void content_md5(oyez_bytes value)
{
    uint8_t digest[16];
    oyez_room place = {digest, sizeof digest};
    oyez_bytes read = {digest, sizeof digest};
    READ(digest, oyez_content_md5_read(value, place, &verdict));
    line();
    octets("digest", read);
    written(oyez_content_md5_write(read, room(), &len));
}

void content_transfer_encoding(oyez_bytes value)
{
    static const char *const NAMES[] = {NULL, "7bit", "8bit", "binary", "quoted-printable", "base64"};
    oyez_coding_name encoding;
    READ(encoding, oyez_content_transfer_encoding_read(value, &encoding, &verdict));
    line();
    if (NAMES[encoding.coding])
        word(NAMES[encoding.coding]);
    octets("name", encoding.name);
    written(oyez_content_transfer_encoding_write(&encoding, room(), &len));
}

void mime_version(oyez_bytes value)
{
    oyez_mime_version version;
    READ(version, oyez_mime_version_read(value, &version, &verdict));
    line();
    number("major", version.major);
    number("minor", version.minor);
    written(oyez_mime_version_write(&version, room(), &len));
}

void content_disposition(oyez_bytes value)
{
    static const char *const NAMES[] = {NULL, "inline", "attachment", "form-data"};
    oyez_content_disposition read;
    uint8_t names[2][1024];
    oyez_room place = {names[0], sizeof names[0]}, safe_place = {names[1], sizeof names[1]};
    oyez_bytes name = {names[0], 0}, safe = {names[1], 0};
    READ(read, oyez_content_disposition_read(value, &read, &verdict));
    line();
    if (NAMES[read.disposition])
        word(NAMES[read.disposition]);
    octets("name", read.type_name);
    // RFC 6266, 4.2: types that are not known are as attachment.
    flag("to-be-saved",
         read.disposition == OYEZ_DISPOSITION_ATTACHMENT || read.disposition == OYEZ_DISPOSITION_OTHER);
    CLAIM(oyez_content_disposition_file_name(&read, place, &name.len) == OYEZ_OK);
    CLAIM(oyez_content_disposition_safe_name(&read, safe_place, &safe.len) == OYEZ_OK);
    if (read.plain_name.raw.ptr || read.extended_name.encoded.ptr)
        octets("filename", name);
    if (safe.len)
        octets("safe", safe);
    parameters(read.parameters);
    written(oyez_content_disposition_write(&read, room(), &len));
}

void ext_value(oyez_bytes value)
{
    oyez_ext_value read;
    READ(read, oyez_ext_value_read(value, &read, &verdict));
    line();
    extended("text", &read);
    written(oyez_ext_value_write(&read, room(), &len));
}

void file_name(oyez_bytes value)
{
    line();
    octets("name", value);
    written(oyez_content_disposition_write_named(text("attachment"), value, room(), &len));
}

static void tell_range(const oyez_media_range *read)
{
    line();
    octets("type", read->type_name);
    octets("subtype", read->subtype_name);
    number("weight", read->weight);
    number("specificity", oyez_media_range_specificity(read));
    parameters(read->parameters);
}

void accept_(oyez_bytes value)
{
    LIST(oyez_media_range, oyez_accept_next, tell_range, oyez_accept_write);
}

static void preferred(const char *name, const oyez_preference *read)
{
    octets(name, read->name);
    number("weight", read->weight);
    flag("any", is(read->name, "*"));
}

static void tell_charset(const oyez_preference *read)
{
    line();
    preferred("charset", read);
}

static void tell_preferred_coding(const oyez_preference *read)
{
    line();
    coding(read->coding);
    preferred("name", read);
}

static void tell_language_range(const oyez_preference *read)
{
    line();
    preferred("range", read);
}

void accept_charset(oyez_bytes value)
{
    LIST(oyez_preference, oyez_accept_charset_next, tell_charset, oyez_accept_charset_write);
}

void accept_encoding(oyez_bytes value)
{
    LIST(oyez_preference, oyez_accept_encoding_next, tell_preferred_coding, oyez_accept_encoding_write);
}

void accept_language(oyez_bytes value)
{
    LIST(oyez_preference, oyez_accept_language_next, tell_language_range, oyez_accept_language_write);
}

static void tell_unit(const oyez_bytes *unit)
{
    line();
    octets("unit", *unit);
    flag("none", oyez_bytes_equal_nocase(*unit, text("none")));
}

void accept_ranges(oyez_bytes value)
{
    LIST(oyez_bytes, oyez_accept_ranges_next, tell_unit, oyez_accept_ranges_write);
}

static void transfer_coding(const oyez_transfer_coding *read)
{
    static const char *const NAMES[] = {NULL, "chunked", "gzip", "compress", "deflate", "trailers"};
    line();
    if (NAMES[read->coding])
        word(NAMES[read->coding]);
    octets("name", read->name);
}

static void tell_te(const oyez_transfer_coding *read)
{
    transfer_coding(read);
    number("weight", read->weight);
    parameters(read->parameters);
}

void te(oyez_bytes value)
{
    LIST(oyez_transfer_coding, oyez_te_next, tell_te, oyez_te_write);
}

static void tell_transfer_coding(const oyez_transfer_coding *read)
{
    transfer_coding(read);
    parameters(read->parameters);
}

void transfer_encoding(oyez_bytes value)
{
    LIST(oyez_transfer_coding, oyez_transfer_encoding_next, tell_transfer_coding, oyez_transfer_encoding_write);
}

static void tell_field(const oyez_bytes *name)
{
    line();
    octets("name", *name);
    flag("any", is(*name, "*"));
}

void vary(oyez_bytes value)
{
    LIST(oyez_bytes, oyez_vary_next, tell_field, oyez_vary_write);
}

static void tell_tag(const oyez_entity_tag *tag)
{
    line();
    if (tag->flags & OYEZ_TAG_ANY) {
        word("any");
    } else {
        octets("tag", tag->opaque);
        flag("weak", tag->flags & OYEZ_TAG_WEAK);
    }
}

void entity_tag(oyez_bytes value)
{
    oyez_entity_tag tag;
    READ(tag, oyez_entity_tag_read(value, &tag, &verdict));
    tell_tag(&tag);
    written(oyez_entity_tag_write(&tag, room(), &len));
}

void entity_tags(oyez_bytes value)
{
    LIST(oyez_entity_tag, oyez_entity_tags_next, tell_tag, oyez_entity_tags_write);
}

void if_range(oyez_bytes value)
{
    oyez_if_range read;
    READ(read, oyez_if_range_read(value, NOW, &read, &verdict));
    if (read.flags & OYEZ_IF_RANGE_DATE) {
        line();
        integer("date", read.date);
    } else {
        tell_tag(&read.tag);
    }
    written(oyez_if_range_write(&read, room(), &len));
}

void range(oyez_bytes value)
{
    oyez_range read, rest;
    oyez_range_spec spec;
    READ(read, oyez_range_read(value, &read, &verdict));
    line();
    octets("unit", read.unit);
    octets("set", read.set);
    flag("bytes", read.flags & OYEZ_RANGE_BYTES);
    rest = read;
    while (oyez_range_next(&rest, &spec)) {
        line();
        if (spec.form == OYEZ_RANGE_SUFFIX)
            number("suffix", spec.length);
        else
            number("first", spec.first);
        if (spec.form == OYEZ_RANGE_BETWEEN)
            number("last", spec.last);
    }
    written(oyez_range_write(&read, room(), &len));
}

void content_range(oyez_bytes value)
{
    oyez_content_range read;
    READ(read, oyez_content_range_read(value, &read, &verdict));
    line();
    octets("unit", read.unit);
    if (read.flags & OYEZ_CONTENT_RANGE_RANGE) {
        number("first", read.first);
        number("last", read.last);
    }
    if (read.flags & OYEZ_CONTENT_RANGE_COMPLETE)
        number("complete", read.complete);
    if (read.flags & OYEZ_CONTENT_RANGE_RANGE)
        number("length", read.last - read.first + 1);
    written(oyez_content_range_write(&read, room(), &len));
}

static void tell_directive(const oyez_cache_directive *read)
{
    uint64_t seconds;
    line();
    octets("name", read->name);
    some_text("argument", read->argument);
    if (oyez_cache_directive_seconds(read, &seconds))
        number("seconds", seconds);
}

void directives(oyez_bytes value)
{
    LIST(oyez_cache_directive, oyez_cache_directives_next, tell_directive, oyez_cache_directives_write);
}

void policy(oyez_bytes value)
{
    static const char *const FLAGS[] = {
        "no-cache", "no-cache-fields", "no-store", "no-transform", "only-if-cached", "must-revalidate",
        "must-understand", "private", "private-fields", "proxy-revalidate", "public", "immutable", "doubtful",
    };
    oyez_cache_control read;
    memset(&read, 0, sizeof read);
    CLAIM(oyez_cache_control_read(value, &read) == OYEZ_OK);
    const struct {
        const char *name;
        uint64_t seconds;
        uint32_t flag;
    } seconds[] = {
        {"max-age", read.max_age, OYEZ_CACHE_MAX_AGE},
        {"s-maxage", read.s_maxage, OYEZ_CACHE_S_MAXAGE},
        {"max-stale", read.max_stale, OYEZ_CACHE_MAX_STALE},
        {"min-fresh", read.min_fresh, OYEZ_CACHE_MIN_FRESH},
        {"stale-while-revalidate", read.stale_while_revalidate, OYEZ_CACHE_STALE_WHILE_REVALIDATE},
        {"stale-if-error", read.stale_if_error, OYEZ_CACHE_STALE_IF_ERROR},
    };
    line();
    for (size_t at = 0; at < sizeof seconds / sizeof *seconds; at++)
        if (read.flags & seconds[at].flag)
            number(seconds[at].name, seconds[at].seconds);
    for (size_t at = 0; at < sizeof FLAGS / sizeof *FLAGS; at++)
        flag(FLAGS[at], read.flags & (uint32_t)OYEZ_CACHE_NO_CACHE << at);
    written(oyez_cache_control_write(&read, room(), &len));
}

static bool next_warning(oyez_members *members, oyez_warning *warning, oyez_verdict *verdict)
{
    return oyez_warnings_next(members, NOW, warning, verdict);
}

static void tell_warning(const oyez_warning *read)
{
    line();
    number("code", read->code);
    octets("agent", read->agent);
    said("text", read->text);
    if (read->flags & OYEZ_WARNING_DATE)
        integer("date", read->date);
    flag("persists", oyez_warning_persists(read->code));
}

void warnings(oyez_bytes value)
{
    LIST(oyez_warning, next_warning, tell_warning, oyez_warnings_write);
}
