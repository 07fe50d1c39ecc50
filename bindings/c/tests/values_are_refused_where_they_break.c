// SPDX-License-Identifier: MIT OR Apache-2.0
// What is no value gives a verdict: which rule, by which clause, at which octet; and what C got wrong is ARGUMENT.
#include "claims.h"

// The verdict of a call that read a value.
static bool refused(oyez_error error, const oyez_verdict *verdict, uint32_t expected, uint64_t offset)
{
    bool same = error == expected && verdict->error == expected && verdict->offset == offset;
    if (!same)
        fprintf(stderr, "%s at %llu\n", oyez_error_name(error), (unsigned long long)verdict->offset);
    return same && *oyez_error_clause(error);
}

int main(void)
{
    oyez_verdict verdict = {0};
    oyez_media_type type = {0};
    oyez_entity_tag tag = {0};
    oyez_content_range content = {0};
    oyez_set_cookie cookie = {0};
    oyez_uri uri = {0};
    oyez_auth auth = {0};
    oyez_basic_challenge basic;
    oyez_sf_member member;
    oyez_members members;
    int64_t time = 0;
    uint64_t number = 0;
    bool listed = false;
    size_t written = 0;
    uint8_t octets[8];
    oyez_room room = {octets, sizeof octets}, none = {NULL, 0};
    oyez_bytes bad = {NULL, 3}, name = {0};

    CLAIM(refused(oyez_media_type_read(text("text/html; a"), &type, &verdict), &verdict, OYEZ_ERR_PARAMETER, 12));
    CLAIM(!strcmp(oyez_error_clause(verdict.error), "RFC 9110, 5.6.6"));
    CLAIM(refused(oyez_media_type_read(text("text html"), &type, &verdict), &verdict, OYEZ_ERR_MEDIA_TYPE, 4));
    CLAIM(!type.type_name.ptr);
    CLAIM(refused(oyez_date_read(text("Sun, 06 Nov 1994 08:49:37 CET"), 0, &time, &verdict), &verdict,
        OYEZ_ERR_DATE, 26));
    CLAIM(refused(oyez_content_length_read(text("12a"), &number, &verdict), &verdict, OYEZ_ERR_LENGTH_INVALID, 2));
    CLAIM(refused(oyez_content_range_read(text("bytes 5-4/9"), &content, &verdict), &verdict,
        OYEZ_ERR_CONTENT_RANGE, 8));
    CLAIM(refused(oyez_uri_read(text("/a%zz"), &uri, &verdict), &verdict, OYEZ_ERR_PERCENT, 2));
    CLAIM(refused(oyez_sf_item_read(text("1;A"), &member, &verdict), &verdict, OYEZ_ERR_SF_KEY, 2));
    CLAIM(refused(oyez_entity_tags_list_weakly(text("\"a\", b"), &tag, &listed, &verdict), &verdict,
        OYEZ_ERR_ENTITY_TAG, 5));

    // Offsets of what was found in a list count from where the list begins.
    members = oyez_members_of(OYEZ_TEXT("Basic realm=a, Basic realm=b, realm=c"));
    CLAIM(oyez_challenges_next(&members, &auth, &verdict) && oyez_challenges_next(&members, &auth, &verdict));
    CLAIM(refused(oyez_basic_challenge_read(&auth, &basic, &verdict), &verdict, OYEZ_ERR_CHALLENGE, 30));
    members = oyez_members_of(OYEZ_TEXT("a, b c, d"));
    CLAIM(oyez_vary_next(&members, &name, &verdict) && is(name, "a"));
    CLAIM(!oyez_vary_next(&members, &name, &verdict));
    CLAIM(refused(verdict.error, &verdict, OYEZ_ERR_VARY, 5) && is(name, "a"));
    CLAIM(!oyez_vary_next(&members, &name, &verdict) && verdict.error == OYEZ_OK);

    // No verdict need be asked for.
    CLAIM(oyez_entity_tag_read(text("x"), &tag, NULL) == OYEZ_ERR_ENTITY_TAG);
    members = oyez_members_of(OYEZ_TEXT("a b"));
    CLAIM(!oyez_vary_next(&members, &name, NULL));

    verdict.error = 7;
    CLAIM(oyez_media_type_read(bad, &type, &verdict) == OYEZ_ERR_ARGUMENT && verdict.error == 7);
    CLAIM(oyez_media_type_read(text("a/b"), NULL, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_media_type_write(NULL, room, &written) == OYEZ_ERR_ARGUMENT && written == 0);
    CLAIM(oyez_media_type_write(&type, room, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(!oyez_accept_next(NULL, NULL, NULL) && !oyez_parameters_next(NULL, NULL));
    CLAIM(oyez_entity_tags_write(NULL, 1, room, &written) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_entity_tags_write(NULL, 0, none, &written) == OYEZ_OK && written == 0);
    CLAIM(!oyez_media_type_is(NULL, name, name) && !oyez_registry_find(bad, NULL));

    // Numbers that no enumerator has.
    cookie.name = cookie.value = OYEZ_TEXT("a");
    cookie.same_site = 99;
    CLAIM(oyez_set_cookie_write(&cookie, room, &written) == OYEZ_ERR_ARGUMENT && written == 0);
    CLAIM(oyez_percent_encode(name, 4, room, &written) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_word_copy((oyez_word){OYEZ_BYTES("a"), 5, 0}, room, &written) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_word_copy((oyez_word){OYEZ_BYTES("%4"), OYEZ_PERCENT_ENCODED, 0}, room,
        &written) == OYEZ_ERR_FIELD_SYNTAX);
    cookie.same_site = 0;
    CLAIM(oyez_set_cookie_write(&cookie, room, &written) == OYEZ_OK && wrote(octets, written, "a=a"));

    // Nothing that is written begins another line, or another attribute.
    tag.opaque = OYEZ_TEXT("a\"b");
    REFUSES_TO_WRITE(oyez_entity_tag_write(&tag, room, &len));
    cookie.value = OYEZ_TEXT("a; Secure");
    REFUSES_TO_WRITE(oyez_set_cookie_write(&cookie, room, &len));
    cookie.value = OYEZ_TEXT("a\r\nX: y");
    REFUSES_TO_WRITE(oyez_set_cookie_write(&cookie, room, &len));
    name = OYEZ_TEXT("a, b");
    REFUSES_TO_WRITE(oyez_vary_write(&name, 1, room, &len));
    return 0;
}
