// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about authentication. The cells are those of tests/support/decisions/authentication.rs.
#include "ask.h"

#include <stdlib.h>

static oyez_field lines[MOST_CELLS];

static const char *const ALGORITHMS[] = {"MD5",     "MD5",          "MD5-sess",    "SHA-256",
                                         "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"};

// Whether a cell, in which words stand, has this one; no cell says what `otherwise` says.
static bool has(const row *row, const char *name, const char *word, bool otherwise)
{
    const char *text = row_text(row, name);
    if (text == NULL)
        return otherwise;
    size_t length = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        if ((at == text || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return true;
    return false;
}

static void tell_verdict(uint32_t verdict, uint32_t asker)
{
    static const char *const names[] = {"misused",   "Granted",   "Missing", "Wrong",   "Stale",
                                        "Replayed", "Malformed", "Elsewhere", "Content", "Full"};
    uint32_t status = oyez_auth_status(verdict, asker);
    fputs(names[verdict], stdout);
    if (status != 0)
        printf(" %u", (unsigned)status);
}

static void tell_written(oyez_error error, const uint8_t *room, size_t written)
{
    if (error == OYEZ_OK)
        fwrite(room, 1, written, stdout);
    else
        fputs("refused", stdout);
}

static uint32_t algorithm_of(const row *row)
{
    const char *name = row_text(row, "algorithm");
    for (uint32_t at = 1; name != NULL && at <= OYEZ_DIGEST_SHA_512_256_SESS; at++)
        if (strcmp(ALGORITHMS[at], name) == 0)
            return at;
    return OYEZ_DIGEST_MD5;
}

static oyez_guard guard_of(const row *row)
{
    oyez_guard guard = {
        .realm = row_octets(row, "realm"),
        .domain = row_octets(row, "domain"),
        .key = row_octets(row, "key"),
        .tag = row_octets(row, "tag"),
        .lifetime = (uint64_t)row_number(row, "lifetime", 60),
        .algorithm = algorithm_of(row),
    };
    guard.flags |= has(row, "qops", "auth", true) ? OYEZ_DIGEST_AUTH : 0;
    guard.flags |= has(row, "qops", "auth-int", false) ? OYEZ_DIGEST_AUTH_INT : 0;
    guard.flags |= row_says(row, "utf8") ? OYEZ_DIGEST_UTF8 : 0;
    guard.flags |= row_says(row, "userhash") ? OYEZ_DIGEST_USERHASH : 0;
    guard.flags |= row_says(row, "stale") ? OYEZ_DIGEST_STALE : 0;
    return guard;
}

// The digest of the content, in `digits`; NULL where there is no content.
static oyez_bytes content_of(const row *row, uint32_t algorithm, uint8_t digits[64])
{
    oyez_bytes content = row_octets(row, "content");
    oyez_hasher hasher;
    size_t written;
    if (content.ptr == NULL)
        return content;
    oyez_hasher_init(&hasher, algorithm);
    oyez_hasher_update(&hasher, content);
    oyez_hasher_finish(&hasher, (oyez_room){digits, 64}, &written);
    return (oyez_bytes){digits, written};
}

static void tell_check(const row *row, oyez_fields fields, uint32_t asker, const oyez_auth_user *user)
{
    uint8_t digits[64];
    uint8_t memory[64] = {0};
    oyez_guard guard = guard_of(row);
    oyez_bytes method = row_octets(row, "method");
    oyez_auth_asked asked = {method.ptr == NULL ? OYEZ_TEXT("GET") : method, row_octets(row, "target"),
                             content_of(row, guard.algorithm, digits)};
    uint32_t verdict = 0;
    for (int64_t left = row_number(row, "times", 1); left > 0; left--)
        verdict = oyez_guard_check(&guard, fields, asker, row_says(row, "unknown") ? NULL : user, &asked,
                                   row_number(row, "now", 0), (oyez_room){memory, sizeof memory});
    tell_verdict(verdict, asker);
}

static void tell_answer(const row *row, const oyez_digest_challenge *challenge, const oyez_auth_user *user)
{
    static const char *const confirmations[] = {"none", "Right", "Wrong", "Absent"};
    uint8_t digits[64];
    uint8_t room[1024];
    size_t written;
    oyez_bytes method = row_octets(row, "method");
    oyez_auth_asked asked = {method.ptr == NULL ? OYEZ_TEXT("GET") : method, row_octets(row, "target"),
                             content_of(row, challenge->algorithm, digits)};
    oyez_bytes cnonce = row_octets(row, "cnonce");
    uint32_t nc = (uint32_t)row_number(row, "nc", 1);
    if (about(row, "auth.answer")) {
        oyez_error error =
            oyez_digest_answer_write(challenge, user, &asked, cnonce, nc, (oyez_room){room, sizeof room}, &written);
        tell_written(error, room, written);
    } else {
        uint32_t told = oyez_digest_confirm(row_octets(row, "info"), challenge, user, &asked, cnonce, nc);
        fputs(confirmations[told], stdout);
    }
}

bool ask_authentication(const row *row)
{
    if (strncmp(row->decision, "auth.", 5) != 0)
        return false;
    uint8_t room[1024];
    size_t written;
    oyez_room lent = {room, sizeof room};
    const char *named = row_text(row, "asker");
    uint32_t asker = named != NULL && strcmp(named, "proxy") == 0 ? OYEZ_ASKER_PROXY : OYEZ_ASKER_ORIGIN;
    oyez_fields fields = row_fields(row, "", lines);
    oyez_auth_user user = {row_octets(row, "user"), row_octets(row, "password"), row_octets(row, "secret")};
    oyez_nonce nonce = {row_number(row, "time", 0), (uint64_t)row_number(row, "salt", 1)};
    oyez_basic_challenge basic;
    oyez_digest_challenge digest;
    uint32_t willing = (has(row, "willing", "basic", true) ? OYEZ_WILLING_BASIC : 0)
                       | (has(row, "willing", "md5", true) ? OYEZ_WILLING_MD5 : 0)
                       | (has(row, "willing", "unprotected", true) ? OYEZ_WILLING_UNPROTECTED : 0)
                       | (has(row, "willing", "content", true) ? OYEZ_WILLING_CONTENT : 0);
    uint32_t choice = oyez_auth_choose(fields, asker, willing, &basic, &digest);
    if (about(row, "auth.basic")) {
        tell_verdict(oyez_auth_check_basic(fields, asker, user.name, user.password, lent), asker);
    } else if (about(row, "auth.same")) {
        fputs(oyez_auth_is_same(row_octets(row, "given"), row_octets(row, "kept")) ? "yes" : "no", stdout);
    } else if (about(row, "auth.choose")) {
        if (choice == OYEZ_AUTH_CHOICE_DIGEST)
            printf("Digest %s", ALGORITHMS[digest.algorithm]);
        else
            fputs(choice == OYEZ_AUTH_CHOICE_BASIC ? "Basic" : "none", stdout);
    } else if (about(row, "auth.next")) {
        static const char *const names[] = {"Answer", "Repeat", "Drop"};
        uint32_t next = oyez_auth_next_of(choice == OYEZ_AUTH_CHOICE_BASIC ? &basic : NULL,
                                          choice == OYEZ_AUTH_CHOICE_DIGEST ? &digest : NULL,
                                          row_octets(row, "sent realm"), row_octets(row, "sent nonce"),
                                          (uint32_t)row_number(row, "before", 0));
        fputs(names[next], stdout);
    } else if (about(row, "auth.space")) {
        const char *scheme = row_text(row, "scheme");
        oyez_bytes taken = row_octets(row, "taken"), other = row_octets(row, "other");
        bool within = scheme != NULL && strcmp(scheme, "basic") == 0
                          ? oyez_auth_in_basic_space(taken, other)
                          : oyez_auth_in_digest_space(row_octets(row, "domain"), taken, other);
        fputs(within ? "yes" : "no", stdout);
    } else if (about(row, "auth.challenge")) {
        oyez_guard guard = guard_of(row);
        oyez_error error = oyez_guard_challenge_write(&guard, &nonce, lent, &written);
        tell_written(error, room, written);
    } else if (about(row, "auth.check")) {
        tell_check(row, fields, asker, &user);
    } else if (about(row, "auth.info")) {
        uint8_t digits[64];
        oyez_guard guard = guard_of(row);
        oyez_bytes content = content_of(row, guard.algorithm, digits);
        const oyez_nonce *next = row_text(row, "time") == NULL ? NULL : &nonce;
        oyez_error error = oyez_guard_info_write(&guard, fields, asker, &user, content, next, lent, &written);
        tell_written(error, room, written);
    } else if (about(row, "auth.answer") || about(row, "auth.confirm")) {
        tell_answer(row, &digest, &user);
    } else {
        return false;
    }
    return true;
}
