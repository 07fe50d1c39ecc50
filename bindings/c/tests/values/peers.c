// SPDX-License-Identifier: MIT OR Apache-2.0
// Challenges and credentials; cookies, and a jar of them.
#include "tell.h"

static void tell_auth(const oyez_auth *read)
{
    line();
    octets("scheme", read->scheme);
    some_octets("token68", read->token68);
    parameters(read->parameters);
}

void challenges(oyez_bytes value)
{
    LIST(oyez_auth, oyez_challenges_next, tell_auth, oyez_challenges_write);
}

void credentials(oyez_bytes value)
{
    oyez_auth read;
    READ(read, oyez_credentials_read(value, &read, &verdict));
    tell_auth(&read);
    written(oyez_credentials_write(&read, room(), &len));
}

void info(oyez_bytes value)
{
    oyez_parameters read;
    READ(read, oyez_authentication_info_parameters(value, &read, &verdict));
    parameters(read);
}

// Each challenge of a scheme; false where one is none by the grammar of the scheme.
static void of_scheme(oyez_bytes value, const char *scheme, bool (*tell)(const oyez_auth *, oyez_verdict *))
{
    oyez_members members = oyez_members_of(value);
    oyez_auth challenge;
    oyez_verdict verdict;
    memset(&verdict, 0, sizeof verdict);
    while (oyez_challenges_next(&members, &challenge, &verdict)) {
        if (!oyez_bytes_equal_nocase(challenge.scheme, text(scheme))) {
            line();
            word("other");
            octets("scheme", challenge.scheme);
        } else if (!tell(&challenge, &verdict)) {
            break;
        }
    }
    refused(&verdict, 0);
}

static bool tell_basic(const oyez_auth *challenge, oyez_verdict *verdict)
{
    oyez_basic_challenge read;
    if (oyez_basic_challenge_read(challenge, &read, verdict) != OYEZ_OK)
        return false;
    line();
    said("realm", read.realm);
    flag("utf8", read.flags & OYEZ_BASIC_UTF8);
    written(oyez_basic_challenge_write(&read, room(), &len));
    return true;
}

void basic_challenge(oyez_bytes value)
{
    of_scheme(value, "Basic", tell_basic);
}

void basic_credentials(oyez_bytes value)
{
    uint8_t said[1024];
    oyez_room place = {said, sizeof said};
    oyez_basic read;
    READ(read, oyez_basic_read(value, place, &read, &verdict));
    line();
    octets("user-id", read.user_id);
    octets("password", read.password);
    written(oyez_basic_write(&read, room(), &len));
}

static bool tell_bearer(const oyez_auth *challenge, oyez_verdict *verdict)
{
    oyez_bearer_challenge read;
    if (oyez_bearer_challenge_read(challenge, &read, verdict) != OYEZ_OK)
        return false;
    line();
    some_text("realm", read.realm);
    some_text("scope", read.scope);
    some_text("error", read.error);
    some_text("error-description", read.error_description);
    some_text("error-uri", read.error_uri);
    written(oyez_bearer_challenge_write(&read, room(), &len));
    return true;
}

void bearer_challenge(oyez_bytes value)
{
    of_scheme(value, "Bearer", tell_bearer);
}

void bearer_credentials(oyez_bytes value)
{
    oyez_bytes token;
    READ(token, oyez_bearer_read(value, &token, &verdict));
    line();
    octets("token", token);
    written(oyez_bearer_write(token, room(), &len));
}

static void algorithm(uint32_t algorithm)
{
    static const char *const NAMES[] = {
        NULL, "MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess", "unknown",
    };
    if (NAMES[algorithm])
        octets("algorithm", text(NAMES[algorithm]));
}

static void qop(uint32_t qop)
{
    if (qop != OYEZ_QOP_NONE)
        octets("qop", text(qop == OYEZ_QOP_AUTH ? "auth" : "auth-int"));
}

static bool tell_digest(const oyez_auth *challenge, oyez_verdict *verdict)
{
    oyez_digest_challenge read;
    if (oyez_digest_challenge_read(challenge, &read, verdict) != OYEZ_OK)
        return false;
    line();
    said("realm", read.realm);
    some_text("domain", read.domain);
    said("nonce", read.nonce);
    some_text("opaque", read.opaque);
    algorithm(read.algorithm);
    flag("stale", read.flags & OYEZ_DIGEST_STALE);
    flag("qop", read.flags & OYEZ_DIGEST_HAS_QOP);
    flag("auth", read.flags & OYEZ_DIGEST_AUTH);
    flag("auth-int", read.flags & OYEZ_DIGEST_AUTH_INT);
    flag("utf8", read.flags & OYEZ_DIGEST_UTF8);
    flag("userhash", read.flags & OYEZ_DIGEST_USERHASH);
    written(oyez_digest_challenge_write(&read, room(), &len));
    return true;
}

void digest_challenge(oyez_bytes value)
{
    of_scheme(value, "Digest", tell_digest);
}

void digest_credentials(oyez_bytes value)
{
    oyez_digest_credentials read;
    READ(read, oyez_digest_credentials_read(value, &read, &verdict));
    line();
    some_text("username", read.username);
    if (read.username_ext.encoded.ptr)
        extended("username*", &read.username_ext);
    said("realm", read.realm);
    said("nonce", read.nonce);
    said("uri", read.uri);
    said("response", read.response);
    algorithm(read.algorithm);
    some_text("cnonce", read.cnonce);
    some_text("opaque", read.opaque);
    qop(read.qop);
    if (read.flags & OYEZ_DIGEST_NC)
        number("nc", read.nc);
    flag("userhash", read.flags & OYEZ_DIGEST_USERHASH);
    written(oyez_digest_credentials_write(&read, room(), &len));
}

void digest_info(oyez_bytes value)
{
    oyez_authentication_info read;
    READ(read, oyez_authentication_info_read(value, &read, &verdict));
    line();
    some_text("nextnonce", read.next_nonce);
    qop(read.qop);
    some_text("rspauth", read.rspauth);
    some_text("cnonce", read.cnonce);
    if (read.flags & OYEZ_DIGEST_NC)
        number("nc", read.nc);
    written(oyez_authentication_info_write(&read, room(), &len));
}

static void tell_cookie(const oyez_cookie *cookie)
{
    line();
    octets("name", cookie->name);
    octets("value", cookie->value);
    flag("invalid", !oyez_cookie_is_valid(cookie));
}

void cookies(oyez_bytes value)
{
    LIST(oyez_cookie, oyez_cookies_next, tell_cookie, oyez_cookies_write);
}

void set_cookie(oyez_bytes value)
{
    static const char *const SITES[] = {NULL, "None", "Lax", "Strict"};
    oyez_set_cookie read;
    READ(read, oyez_set_cookie_read(value, &read, &verdict));
    line();
    octets("name", read.name);
    octets("value", read.value);
    if (read.flags & OYEZ_COOKIE_EXPIRES)
        integer("expires", read.expires);
    if (read.flags & OYEZ_COOKIE_MAX_AGE)
        integer("max-age", read.max_age);
    some_octets("domain", read.domain);
    some_octets("path", read.path);
    flag("secure", read.flags & OYEZ_COOKIE_SECURE);
    flag("http-only", read.flags & OYEZ_COOKIE_HTTP_ONLY);
    if (SITES[read.same_site])
        octets("same-site", text(SITES[read.same_site]));
    flag("partitioned", read.flags & OYEZ_COOKIE_PARTITIONED);
    flag("breaks-promise", !oyez_set_cookie_keeps_promise(&read));
    written(oyez_set_cookie_write(&read, room(), &len));
}

void cookie2(oyez_bytes value)
{
    uint64_t version;
    READ(version, oyez_cookie2_read(value, &version, &verdict));
    line();
    number("version", version);
}

void set_cookies2(oyez_bytes value)
{
    oyez_members members = oyez_members_of(value);
    oyez_set_cookie2 read;
    oyez_verdict verdict;
    memset(&verdict, 0, sizeof verdict);
    while (oyez_set_cookies2_next(&members, &read, &verdict)) {
        line();
        octets("name", read.name);
        said("value", read.value);
        number("version", read.version);
        some_text("comment", read.comment);
        some_text("comment-url", read.comment_url);
        some_text("domain", read.domain);
        if (read.flags & OYEZ_COOKIE_MAX_AGE)
            number("max-age", read.max_age);
        some_text("path", read.path);
        flag("port", read.flags & OYEZ_COOKIE_PORT);
        some_text("ports", read.ports);
        flag("discard", read.flags & OYEZ_COOKIE_DISCARD);
        flag("secure", read.flags & OYEZ_COOKIE_SECURE);
    }
    refused(&verdict, 0);
}

// A line of a jar's story: a request, or what came with the response to one.
static bool exchange(oyez_cookie_jar *jar, oyez_bytes told, size_t before, int64_t now)
{
    static const char FIELD[] = " Set-Cookie: ";
    const uint8_t *space = memchr(told.ptr, ' ', told.len);
    oyez_bytes target = {told.ptr, space ? (size_t)(space - told.ptr) : told.len};
    oyez_cookie_request request;
    oyez_verdict verdict;
    oyez_uri uri;
    memset(&verdict, 0, sizeof verdict);
    memset(&request, 0, sizeof request);
    oyez_uri_read_absolute(target, &uri, &verdict);
    if (refused(&verdict, before))
        return false;
    request.host = uri.host;
    request.path = uri.path;
    request.flags = is(uri.scheme, "https") ? OYEZ_REQUEST_SECURE : 0;
    if (space) {
        size_t begin = target.len + sizeof FIELD - 1;
        oyez_bytes value = {told.ptr + begin, told.len - begin};
        oyez_set_cookie cookie;
        oyez_error error = oyez_set_cookie_read(value, &cookie, NULL);
        CLAIM(memcmp(space, FIELD, sizeof FIELD - 1) == 0);
        if (error == OYEZ_OK)
            error = oyez_cookie_jar_store(jar, &cookie, &request, false, now);
        if (error != OYEZ_OK) {
            line();
            word("ignored");
            word(oyez_error_name(error) + strlen("OYEZ_ERR_"));
        }
    } else {
        uint8_t octets_[8192];
        oyez_room place = {octets_, sizeof octets_};
        oyez_bytes cookie = {octets_, 0};
        uint64_t count = 0;
        CLAIM(oyez_cookie_jar_write(jar, &request, now, place, &cookie.len) == OYEZ_OK);
        for (size_t at = 0; at < cookie.len; at++)
            count += octets_[at] == ';';
        line();
        number("count", count + (cookie.len > 0));
        octets("cookie", cookie);
    }
    return true;
}

void jar(oyez_bytes value)
{
    uint8_t memory[4096];
    oyez_cookie_jar jar;
    size_t before = 0;
    int64_t now = NOW;
    bool goes_on = true;
    memset(&jar, 0, sizeof jar);
    jar.memory.ptr = memory;
    jar.memory.len = sizeof memory;
    jar.per_domain = 4;
    jar.all = 8;
    while (goes_on && before <= value.len) {
        const uint8_t *end = memchr(value.ptr + before, '\r', value.len - before);
        oyez_bytes told = {value.ptr + before, end ? (size_t)(end - value.ptr) - before : value.len - before};
        goes_on = exchange(&jar, told, before, now++);
        before += told.len + 2;
    }
}
