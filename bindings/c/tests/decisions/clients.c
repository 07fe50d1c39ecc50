// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about redirects and retries.
#include "ask.h"

static void redirect(const row *row, oyez_fields fields)
{
    static const char *const reasons[] = {"Answer",        "",             "Stop Location", "Stop Scheme",
                                          "Stop Userinfo", "Stop TooMany", "Stop Unsafe"};
    oyez_redirected redirected = {
        .method = row_octets(row, "method"),
        .uri = row_octets(row, "uri"),
        .status = (uint32_t)row_number(row, "status", 0),
        .before = (uint32_t)row_number(row, "before", 0),
        .most = (uint32_t)row_number(row, "most", 0),
        .policy = (row_says(row, "keep_post") ? OYEZ_REDIRECT_KEEP_POST : 0u) |
                  (row_says(row, "follow_choices") ? OYEZ_REDIRECT_FOLLOW_CHOICES : 0u) |
                  (row_says(row, "ask_if_unsafe") ? OYEZ_REDIRECT_ASK_IF_UNSAFE : 0u),
    };
    uint8_t memory[4096];
    oyez_redirect told;
    oyez_error error = oyez_redirect_decide(&redirected, fields, (oyez_room){memory, sizeof memory}, &told);
    if (error != OYEZ_OK) {
        fputs("refused", stdout);
        return;
    }
    if (told.decision != OYEZ_REDIRECT_FOLLOW) {
        fputs(reasons[told.decision], stdout);
        return;
    }
    oyez_bytes method = told.flags & OYEZ_REDIRECT_BECOMES_GET ? OYEZ_TEXT("GET") : redirected.method;
    printf("%.*s %.*s %s content, %s origin", OYEZ_ARG(method), OYEZ_ARG(told.uri),
           told.flags & OYEZ_REDIRECT_KEEPS_CONTENT ? "with" : "without",
           told.flags & OYEZ_REDIRECT_SAME_ORIGIN ? "same" : "other");
}

static void keeps(const row *row)
{
    oyez_redirect told = {
        .decision = OYEZ_REDIRECT_FOLLOW,
        .flags = (row_says(row, "keeps_content") ? OYEZ_REDIRECT_KEEPS_CONTENT : 0u) |
                 (row_says(row, "same_origin") ? OYEZ_REDIRECT_SAME_ORIGIN : 0u),
    };
    fputs(oyez_redirect_keeps(&told, row_octets(row, "name")) ? "yes" : "no", stdout);
}

static void lost(const row *row)
{
    static const char *const decisions[] = {"Retry", "Tried", "Answering", "Spent", "NotIdempotent"};
    oyez_attempt attempt = {
        .method = row_octets(row, "method"),
        .before = (uint32_t)row_number(row, "before", 0),
        .flags = (row_says(row, "idempotent") ? OYEZ_ATTEMPT_IDEMPOTENT : 0u) |
                 (row_says(row, "unsent") ? OYEZ_ATTEMPT_UNSENT : 0u) |
                 (row_says(row, "answering") ? OYEZ_ATTEMPT_ANSWERING : 0u) |
                 (row_says(row, "spent") ? OYEZ_ATTEMPT_SPENT : 0u) |
                 (row_says(row, "by_proxy") ? OYEZ_ATTEMPT_BY_PROXY : 0u),
    };
    fputs(decisions[oyez_retry_lost(&attempt)], stdout);
}

static void again(const row *row, oyez_fields fields)
{
    static const char *const decisions[] = {"No", "After", "OtherConnection", "WithoutExpect", "WithoutEarlyData"};
    oyez_retried retried = {
        .method = row_octets(row, "method"),
        .patience = (uint64_t)row_number(row, "patience", 0),
        .status = (uint32_t)row_number(row, "status", 0),
        .before = (uint32_t)row_number(row, "before", 0),
        .flags = (row_says(row, "expected") ? OYEZ_RETRIED_EXPECTED : 0u) |
                 (row_says(row, "early") ? OYEZ_RETRIED_EARLY : 0u),
    };
    uint64_t seconds = 0;
    uint32_t decision = oyez_retry_again(&retried, fields, row_number(row, "now", 0), &seconds);
    fputs(decisions[decision], stdout);
    if (decision == OYEZ_AGAIN_AFTER)
        printf(" %llu", (unsigned long long)seconds);
}

bool ask_clients(const row *row)
{
    oyez_field lines[MOST_CELLS];
    oyez_fields fields = row_fields(row, "", lines);
    if (about(row, "redirect.decide"))
        redirect(row, fields);
    else if (about(row, "redirect.keeps"))
        keeps(row);
    else if (about(row, "retry.lost"))
        lost(row);
    else if (about(row, "retry.again"))
        again(row, fields);
    else
        return false;
    return true;
}
