// SPDX-License-Identifier: MIT OR Apache-2.0
// The examples of the texts, read into structs and written out of them: in one way, however they were read.
#include "claims.h"

static const int64_t now = 1785542400; // 2026-08-01

static void dates_and_numbers(void)
{
    const char *dates[] = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"};
    oyez_retry_after retry;
    oyez_version_number one, other;
    int64_t time = 0;
    uint64_t number = 0;
    uint8_t date[29];
    oyez_room whole = {date, sizeof date};

    for (size_t i = 0; i < 3; i++) {
        CLAIM(oyez_date_read(text(dates[i]), now, &time, NULL) == OYEZ_OK && time == 784111777);
        time = 0;
    }
    CLAIM(oyez_date_write(784111777, whole) == OYEZ_OK && wrote(date, 29, dates[0]));
    CLAIM(oyez_date_read_nocase(text("sun, 06 nov 1994 08:49:37 gmt"), now, &time, NULL) == OYEZ_OK
        && time == 784111777);
    CLAIM(oyez_cookie_date_read(text("Wed, 09-Jun-2021 10:18:14 GMT"), &time, NULL) == OYEZ_OK && time == 1623233894);
    CLAIM(oyez_expires_read(text("Thu, 01 Dec 1994 16:00:00 GMT"), now) == 786297600);
    CLAIM(oyez_expires_read(text("0"), now) == INT64_MIN);
    CLAIM(oyez_retry_after_read(text("120"), now, &retry, NULL) == OYEZ_OK && retry.seconds == 120
        && retry.flags == 0);
    CLAIM(oyez_retry_after_read(text("Fri, 31 Dec 1999 23:59:59 GMT"), now, &retry, NULL) == OYEZ_OK);
    CLAIM(retry.flags == OYEZ_RETRY_AT_TIME && retry.time == 946684799);
    CLAIM(oyez_retry_after_seconds(&retry, 946684790) == 9 && oyez_retry_after_seconds(&retry, now) == 0);
    WRITES("Fri, 31 Dec 1999 23:59:59 GMT", oyez_retry_after_write(&retry, room, &len));
    CLAIM(oyez_age_read(text("99999999999"), &number, NULL) == OYEZ_OK && number == UINT64_C(1) << 31);
    CLAIM(oyez_delta_seconds_read(text("60"), &number, NULL) == OYEZ_OK && number == 60);
    CLAIM(oyez_content_length_read(text("3495"), &number, NULL) == OYEZ_OK && number == 3495);
    CLAIM(oyez_max_forwards_read(text("10"), &number, NULL) == OYEZ_OK && number == 10);
    WRITES("10", oyez_number_write(number, room, &len));
    CLAIM(oyez_version_number_read(text("HTTP/2.04"), &one, NULL) == OYEZ_OK);
    CLAIM(oyez_version_number_read(text("HTTP/2.13"), &other, NULL) == OYEZ_OK);
    CLAIM(oyez_version_number_compare(&one, &other) < 0 && oyez_version_number_compare(&other, &one) > 0);
    WRITES("HTTP/2.4", oyez_version_number_write(&one, room, &len));
}

static void media_types(void)
{
    oyez_media_type type;
    oyez_parameter parameter;
    oyez_word charset;
    const oyez_parameter own[] = {
        {OYEZ_BYTES("charset"), {OYEZ_BYTES("utf-8"), OYEZ_PLAIN, 0}},
        {OYEZ_BYTES("title"), {OYEZ_BYTES("a \"b\""), OYEZ_PLAIN, 0}},
    };
    uint8_t octets[64];
    oyez_room apart = {octets, sizeof octets};
    size_t count = 0;

    CLAIM(oyez_media_type_read(text("text/html; Charset=\"utf\\-8\" ;q=1"), &type, NULL) == OYEZ_OK);
    CLAIM(oyez_media_type_is(&type, text("Text"), text("HTML"))
        && !oyez_media_type_is(&type, text("text"), text("*")));
    CLAIM(oyez_media_type_charset(&type, &charset) && oyez_word_is_nocase(charset, text("UTF-8")));
    CLAIM(charset.encoding == OYEZ_QUOTED_PAIRS && is(charset.raw, "utf\\-8"));
    WRITES("utf-8", oyez_word_copy(charset, room, &len));
    WRITES("text/html;Charset=utf-8;q=1", oyez_media_type_write(&type, room, &len));
    CLAIM(oyez_parameters_find(type.parameters, text("Q"), &charset) && says(charset, "1"));
    CLAIM(oyez_parameters_next(&type.parameters, &parameter) && is(parameter.name, "Charset"));
    CLAIM(oyez_parameters_next(&type.parameters, &parameter) && is(parameter.name, "q"));
    CLAIM(!oyez_parameters_next(&type.parameters, &parameter));

    CLAIM(oyez_media_type_read(text("text/plain"), &type, NULL) == OYEZ_OK);
    CLAIM(!oyez_media_type_charset(&type, &charset));
    CLAIM(oyez_media_type_charset_http10(&type, &charset) && says(charset, "ISO-8859-1"));
    CLAIM(oyez_parameters_write(own, 2, OYEZ_PARAMETERS_PLAIN, apart, &count) == OYEZ_OK);
    type.parameters.rest = (oyez_bytes){octets, count};
    WRITES("text/plain;charset=utf-8;title=\"a \\\"b\\\"\"", oyez_media_type_write(&type, room, &len));
    // What is no parameter is not left out, but refused.
    type.parameters.rest = OYEZ_TEXT(";charset=utf-8\r\nInjected: yes");
    REFUSES_TO_WRITE(oyez_media_type_write(&type, room, &len));
    CLAIM(oyez_media_type_read(text("image/svg+xml"), &type, NULL) == OYEZ_OK);
    CLAIM(is(oyez_media_type_suffix(&type), "xml"));
}

static void dispositions(void)
{
    oyez_content_disposition disposition;
    oyez_ext_value extended;
    oyez_bytes value = OYEZ_TEXT("Attachment; filename=\"EURO rates\"; filename*=utf-8''%e2%82%ac%20rates");

    CLAIM(oyez_content_disposition_read(value, &disposition, NULL) == OYEZ_OK);
    CLAIM(disposition.disposition == OYEZ_DISPOSITION_ATTACHMENT && says(disposition.plain_name, "EURO rates"));
    WRITES("\xe2\x82\xac rates", oyez_content_disposition_file_name(&disposition, room, &len));
    WRITES("Attachment; filename=\"EURO rates\"; filename*=UTF-8''%E2%82%AC%20rates",
        oyez_content_disposition_write(&disposition, room, &len));
    value = OYEZ_TEXT("attachment; filename=\"../../etc/passwd\"");
    CLAIM(oyez_content_disposition_read(value, &disposition, NULL) == OYEZ_OK);
    WRITES("passwd", oyez_content_disposition_safe_name(&disposition, room, &len));
    WRITES("attachment; filename=\"na_ve.txt\"; filename*=UTF-8''na%C3%AFve.txt",
        oyez_content_disposition_write_named(OYEZ_TEXT("attachment"), OYEZ_TEXT("na\xc3\xafve.txt"), room, &len));
    CLAIM(oyez_ext_value_read(text("iso-8859-1'en'%A3%20rates"), &extended, NULL) == OYEZ_OK
        && is(extended.language, "en"));
    WRITES("\xc2\xa3 rates", oyez_ext_value_copy(&extended, room, &len));
    WRITES("UTF-8''a%20b", oyez_ext_value_write_text(OYEZ_TEXT(""), OYEZ_TEXT("a b"), room, &len));
}

static void caching(void)
{
    oyez_cache_control control = {0};
    oyez_cache_directive directive;
    oyez_members members = oyez_members_of(OYEZ_TEXT("no-cache=\"Set-Cookie, X\", Max-Age=\"7\""));
    uint64_t seconds = 0;

    CLAIM(oyez_cache_control_read(text("max-age=60, PRIVATE"), &control) == OYEZ_OK);
    CLAIM(oyez_cache_control_read(text("s-maxage=\"3\""), &control) == OYEZ_OK);
    CLAIM(control.flags == (OYEZ_CACHE_MAX_AGE | OYEZ_CACHE_S_MAXAGE | OYEZ_CACHE_PRIVATE));
    CLAIM(control.max_age == 60 && control.s_maxage == 3);
    WRITES("max-age=60, s-maxage=3, private", oyez_cache_control_write(&control, room, &len));
    CLAIM(oyez_cache_control_read(text("max-age=soon"), &control) == OYEZ_OK);
    CLAIM(control.max_age == 0 && control.flags & OYEZ_CACHE_DOUBTFUL);
    CLAIM(oyez_cache_directives_next(&members, &directive, NULL));
    CLAIM(oyez_cache_directive_lists(&directive, text("set-cookie"))
        && !oyez_cache_directive_seconds(&directive, &seconds));
    WRITES("no-cache=\"Set-Cookie, X\"", oyez_cache_directives_write(&directive, 1, room, &len));
    CLAIM(oyez_cache_directives_next(&members, &directive, NULL));
    CLAIM(oyez_cache_directive_seconds(&directive, &seconds) && seconds == 7);
    CLAIM(oyez_pragma_says_no_cache(text("x, No-Cache")) && !oyez_pragma_says_no_cache(text("no-cache=1")));
    CLAIM(oyez_warning_modern_code(10) == 110 && oyez_warning_persists(214) && !oyez_warning_persists(110));
}

static void credentials(void)
{
    oyez_auth auth;
    oyez_basic basic;
    oyez_basic_challenge challenge;
    oyez_bearer_challenge bearer;
    oyez_digest_credentials digest;
    oyez_bytes token;
    uint8_t octets[64];
    oyez_room apart = {octets, sizeof octets};
    oyez_members members = oyez_members_of(
        OYEZ_TEXT("Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", "
                  "Bearer error=x"));

    CLAIM(oyez_basic_read(text("Basic d2VibWFzdGVyOnpycW1hNHY="), apart, &basic, NULL) == OYEZ_OK);
    CLAIM(is(basic.user_id, "webmaster") && is(basic.password, "zrqma4v"));
    WRITES("Basic d2VibWFzdGVyOnpycW1hNHY=", oyez_basic_write(&basic, room, &len));
    CLAIM(oyez_challenges_next(&members, &auth, NULL) && is(auth.scheme, "Basic"));
    CLAIM(oyez_basic_challenge_read(&auth, &challenge, NULL) == OYEZ_OK && says(challenge.realm, "simple"));
    CLAIM(oyez_challenges_next(&members, &auth, NULL) && is(auth.scheme, "Newauth") && !auth.token68.ptr);
    WRITES("Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\"",
        oyez_challenges_write(&auth, 1, room, &len));
    CLAIM(oyez_challenges_next(&members, &auth, NULL));
    CLAIM(oyez_bearer_challenge_read(&auth, &bearer, NULL) == OYEZ_OK && says(bearer.error, "x")
        && !bearer.realm.raw.ptr);
    CLAIM(!oyez_challenges_next(&members, &auth, NULL));
    CLAIM(oyez_bearer_read(text("Bearer mF_9.B5f-4.1JqM"), &token, NULL) == OYEZ_OK);
    WRITES("Bearer mF_9.B5f-4.1JqM", oyez_bearer_write(token, room, &len));
    CLAIM(oyez_digest_credentials_read(
              text("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm=MD5, "
                   "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
                   "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, "
                   "response=\"8ca523f5e9506fed4657c9700eebdbec\""), &digest, NULL) == OYEZ_OK);
    CLAIM(digest.algorithm == OYEZ_DIGEST_MD5 && digest.qop == OYEZ_QOP_AUTH && digest.nc == 1);
    CLAIM(digest.flags == OYEZ_DIGEST_NC && says(digest.username, "Mufasa"));
}

static void routing(void)
{
    oyez_host host;
    oyez_address address;
    oyez_mailbox mailbox;
    oyez_keep_alive keep = {0};
    oyez_uri uri, base;
    oyez_product product;
    oyez_members members = oyez_members_of(OYEZ_TEXT("CERN-LineMode/2.15 (a (b)) libwww/2.17b3"));
    oyez_forwarded element = {0};

    CLAIM(oyez_host_read(text("[2001:db8::1]:8080"), &host, NULL) == OYEZ_OK && host.port == 8080);
    CLAIM(oyez_host_address(&host, &address) && address.version == 6 && address.octets[15] == 1);
    WRITES("2001:db8::1", oyez_address_write(&address, room, &len));
    WRITES("[2001:db8::1]:8080", oyez_host_write(&host, room, &len));
    CLAIM(oyez_from_read(text("Webmaster <webmaster@example.org>"), &mailbox, NULL) == OYEZ_OK);
    CLAIM(says(mailbox.display_name, "Webmaster") && says(mailbox.local_part, "webmaster")
        && is(mailbox.domain, "example.org"));
    keep.flags = OYEZ_KEEP_ALIVE_TIMEOUT;
    keep.timeout = 5;
    WRITES("timeout=5", oyez_keep_alive_write(&keep, room, &len));
    CLAIM(oyez_products_next(&members, &product, NULL) && is(product.name, "CERN-LineMode")
        && is(product.version, "2.15"));
    CLAIM(oyez_products_next(&members, &product, NULL) && !product.name.ptr && says(product.comment, "a (b)"));
    REFUSES_TO_WRITE(oyez_products_write(&product, 1, room, &len));
    CLAIM(oyez_products_next(&members, &product, NULL) && is(product.name, "libwww"));
    WRITES("libwww/2.17b3", oyez_products_write(&product, 1, room, &len));

    CLAIM(oyez_address_read(text("192.0.2.43"), &element.client.address));
    element.client.port = OYEZ_TEXT("47011");
    element.proto = OYEZ_TEXT("https");
    WRITES("for=\"192.0.2.43:47011\";proto=https", oyez_forwarded_write(&element, 1, room, &len));

    CLAIM(oyez_uri_read(text("http://a/b/c/d;p?q"), &base, NULL) == OYEZ_OK);
    CLAIM(oyez_uri_read(text("../../../g"), &uri, NULL) == OYEZ_OK && !uri.scheme.ptr);
    WRITES("http://a/g", oyez_uri_resolve(&base, &uri, room, &len));
    CLAIM(oyez_uri_read(text("HTTP://Example.ORG:80/%7ea/./b"), &uri, NULL) == OYEZ_OK);
    WRITES("http://example.org/~a/b", oyez_uri_normalise(&uri, room, &len));
    WRITES("a%20b%2Fc", oyez_percent_encode(OYEZ_TEXT("a b/c"), OYEZ_URI_SEGMENT, room, &len));
}

static void others(void)
{
    oyez_field_entry entry;
    oyez_range range;
    oyez_range_spec spec;
    oyez_content_range content;
    oyez_entity_tag tag;
    uint64_t first = 0, last = 0;
    uint8_t digest[16];
    oyez_room whole = {digest, sizeof digest};

    CLAIM(oyez_registry_find(text("accept"), &entry) && is(entry.name, "Accept")
        && entry.number == OYEZ_FIELD_ACCEPT);
    CLAIM(entry.field_class == OYEZ_CLASS_REQUEST && entry.shape == OYEZ_SHAPE_LIST
        && entry.family == OYEZ_FAMILY_ACCEPT);
    CLAIM(!oyez_registry_find(text("x-nobody-knows"), &entry));
    CLAIM(oyez_registry_class(text("x-nobody-knows"), 10) == OYEZ_CLASS_ENTITY);
    CLAIM(oyez_registry_at(1, &entry) && is(entry.name, "Accept") && !oyez_registry_at(0, &entry));
    CLAIM(oyez_range_read(text("Bytes=500-600,-2"), &range, NULL) == OYEZ_OK && range.flags == OYEZ_RANGE_BYTES);
    WRITES("Bytes=500-600,-2", oyez_range_write(&range, room, &len));
    CLAIM(oyez_range_next(&range, &spec) && oyez_range_spec_resolve(&spec, 550, &first, &last) && first == 500
        && last == 549);
    CLAIM(oyez_range_next(&range, &spec) && spec.form == OYEZ_RANGE_SUFFIX && spec.length == 2);
    CLAIM(!oyez_range_next(&range, &spec));
    WRITES("bytes=-2", oyez_range_specs_write(&spec, 1, room, &len));
    CLAIM(oyez_content_range_read(text("bytes 42-1233/*"), &content, NULL) == OYEZ_OK);
    CLAIM(content.flags == OYEZ_CONTENT_RANGE_RANGE && content.first == 42 && content.last == 1233);
    WRITES("bytes 42-1233/*", oyez_content_range_write(&content, room, &len));
    CLAIM(oyez_entity_tag_read(text("W/\"xyzzy\""), &tag, NULL) == OYEZ_OK && tag.flags == OYEZ_TAG_WEAK);
    CLAIM(oyez_entity_tag_weakly_matches(&tag, &tag) && !oyez_entity_tag_strongly_matches(&tag, &tag));
    WRITES("W/\"xyzzy\"", oyez_entity_tag_write(&tag, room, &len));
    CLAIM(oyez_content_md5_read(text("Q2hlY2sgSW50ZWdyaXR5IQ=="), whole, NULL) == OYEZ_OK
        && !memcmp(digest, "Check Integrity!", 16));
    WRITES("Q2hlY2sgSW50ZWdyaXR5IQ==", oyez_content_md5_write((oyez_bytes){digest, 16}, room, &len));
    whole.len = 15;
    CLAIM(oyez_content_md5_read(text("Q2hlY2sgSW50ZWdyaXR5IQ=="), whole, NULL) == OYEZ_ERR_ARGUMENT);
}

int main(void)
{
    dates_and_numbers();
    media_types();
    dispositions();
    caching();
    credentials();
    routing();
    others();
    return 0;
}
