// SPDX-License-Identifier: MIT OR Apache-2.0
// Cookies, from Set-Cookie to the jar and back to Cookie.
#include "claims.h"

static oyez_error store(oyez_cookie_jar *jar, const oyez_cookie_request *request, const char *value, int64_t now)
{
    oyez_set_cookie cookie;
    CLAIM(oyez_set_cookie_read(text(value), &cookie, NULL) == OYEZ_OK);
    return oyez_cookie_jar_store(jar, &cookie, request, false, now);
}

int main(void)
{
    static uint8_t memory[512];
    oyez_cookie_jar jar = {0};
    oyez_cookie_request request = {OYEZ_BYTES("www.example.com"), OYEZ_BYTES("/a/b"), {NULL, 0}, OYEZ_SITE_SAME, 0};
    oyez_set_cookie cookie;
    oyez_cookie pair;
    oyez_kept_cookie kept;
    oyez_members members;
    oyez_bytes found;
    size_t at = 0;

    found = OYEZ_TEXT("SID=31d4; Path=/; Domain=.Example.com; Max-Age=60; SameSite=lax; Secure; Else=1");
    CLAIM(oyez_set_cookie_read(found, &cookie, NULL) == OYEZ_OK);
    CLAIM(is(cookie.domain, "Example.com") && cookie.max_age == 60 && cookie.same_site == OYEZ_SAME_SITE_LAX);
    CLAIM(cookie.flags == (OYEZ_COOKIE_MAX_AGE | OYEZ_COOKIE_SECURE));
    WRITES("SID=31d4; Path=/; Domain=Example.com; Max-Age=60; Secure; SameSite=Lax", oyez_set_cookie_write(&cookie,
        room, &len));
    cookie.name = OYEZ_TEXT("__Host-SID");
    CLAIM(!oyez_set_cookie_keeps_promise(&cookie));
    REFUSES_TO_WRITE(oyez_set_cookie_write(&cookie, room, &len));

    members = oyez_members_of(OYEZ_TEXT("SID=31d4; lang=\"en\"; =x"));
    CLAIM(oyez_cookies_next(&members, &pair, NULL) && is(pair.name, "SID") && is(pair.value, "31d4"));
    CLAIM(oyez_cookies_next(&members, &pair, NULL) && is(oyez_cookie_unquoted(&pair), "en")
        && oyez_cookie_is_valid(&pair));
    CLAIM(oyez_cookies_next(&members, &pair, NULL) && is(pair.name, "") && !oyez_cookie_is_valid(&pair));
    CLAIM(oyez_cookies_find(text("a=b; c=d"), text("c"), &found) && is(found, "d"));
    CLAIM(oyez_cookie_domain_matches(text("www.Example.com"), text("example.com")));
    CLAIM(!oyez_cookie_domain_matches(text("badexample.com"), text("example.com"))
        && oyez_cookie_host_is_address(text("1.2.3.4")));
    CLAIM(oyez_cookie_path_matches(text("/a/b"), text("/a")) && is(oyez_cookie_default_path(text("/a/b")), "/a"));
    WRITES("www.example.com", oyez_cookie_host_write(OYEZ_TEXT("WWW.Example.COM"), room, &len));

    // No jar without memory.
    CLAIM(store(&jar, &request, "a=1", 0) == OYEZ_ERR_COOKIE_ROOM);
    jar.memory = (oyez_room){memory, sizeof memory};
    CLAIM(store(&jar, &request, "a=1; Path=/", 10) == OYEZ_OK);
    CLAIM(store(&jar, &request, "b=2; Path=/a; Max-Age=5", 11) == OYEZ_OK);
    CLAIM(store(&jar, &request, "c=3; Domain=other.example", 12) == OYEZ_ERR_COOKIE_DOMAIN);
    CLAIM(store(&jar, &request, "d=4; Secure", 12) == OYEZ_ERR_COOKIE_ROOM);
    CLAIM(store(&jar, &request, "__Secure-e=5", 12) == OYEZ_ERR_COOKIE_PREFIX);
    WRITES("b=2; a=1", oyez_cookie_jar_write(&jar, &request, 13, room, &len));
    CLAIM(oyez_cookie_jar_next(&jar, &at, &kept) && is(kept.name, "b") && kept.expires == 16 && kept.accessed == 13);
    CLAIM(oyez_cookie_jar_next(&jar, &at, &kept) && is(kept.name, "a") && is(kept.domain, "www.example.com"));
    CLAIM(kept.flags == OYEZ_COOKIE_HOST_ONLY && !oyez_cookie_jar_next(&jar, &at, &kept));
    WRITES("a=1", oyez_cookie_jar_write(&jar, &request, 16, room, &len));
    CLAIM(oyez_cookie_jar_expire(&jar, 16) == OYEZ_OK && oyez_cookie_jar_remove(&jar, kept.sequence) == OYEZ_OK);
    CLAIM(jar.used == 0);
    WRITES("", oyez_cookie_jar_write(&jar, &request, 17, room, &len));
    request.site = OYEZ_SITE_CROSS;
    CLAIM(store(&jar, &request, "f=6", 18) == OYEZ_ERR_COOKIE_ROOM);
    request.site = OYEZ_SITE_SAME;
    CLAIM(store(&jar, &request, "g=7", 19) == OYEZ_OK && jar.used > 0);
    CLAIM(oyez_cookie_jar_end_session(&jar) == OYEZ_OK && jar.used == 0);
    return 0;
}
