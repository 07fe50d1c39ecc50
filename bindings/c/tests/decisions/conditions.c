// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about conditional requests.
#include "conditions.h"

// What an HTTP-date says.
static int64_t row_time(const row *row, const char *name, int64_t otherwise)
{
    oyez_bytes text = row_octets(row, name);
    int64_t time = otherwise;
    if (text.ptr != NULL)
        (void)oyez_date_read(text, 784111777, &time, NULL);
    return time;
}

oyez_conditional row_request(const row *row, oyez_field *lines)
{
    oyez_conditional request = {OYEZ_TEXT("GET"), row_fields(row, "", lines), 0, 0, 0};
    if (row_text(row, "method") != NULL)
        request.method = row_octets(row, "method");
    request.now = row_time(row, "now", 784111877);
    request.status = (uint32_t)row_number(row, "status", 0);
    if (row_says(row, "cache"))
        request.flags |= OYEZ_CONDITIONAL_CACHE;
    if (row_says(row, "http10"))
        request.flags |= OYEZ_CONDITIONAL_HTTP10;
    return request;
}

oyez_validators row_validators(const row *row)
{
    oyez_validators current = {0};
    if (row_text(row, "tag") != NULL)
        (void)oyez_entity_tag_read(row_octets(row, "tag"), &current.tag, NULL);
    if (row_text(row, "modified") != NULL) {
        current.modified = row_time(row, "modified", 0);
        current.flags |= OYEZ_VALIDATORS_MODIFIED;
    }
    if (row_says(row, "strong"))
        current.flags |= OYEZ_VALIDATORS_MODIFIED_STRONG;
    return current;
}

static void decide(const row *row)
{
    static const char *const conditions[] = {"", "IfMatch", "IfUnmodifiedSince", "IfNoneMatch", "IfModifiedSince"};
    oyez_field lines[MOST_CELLS];
    oyez_conditional request = row_request(row, lines);
    oyez_validators current = row_validators(row);
    oyez_conditional_decision decision;
    const char *exists = row_text(row, "exists");
    bool missing = exists != NULL && strcmp(exists, "no") == 0;
    if (oyez_conditional_decide(&request, missing ? NULL : &current, &decision) != OYEZ_OK)
        fputs("misuse", stdout);
    else if (decision.outcome == OYEZ_CONDITIONAL_PROCEED)
        fputs(decision.flags & OYEZ_CONDITIONAL_HEEDS_RANGE ? "proceed, heed Range" : "proceed", stdout);
    else
        printf("%u %s", decision.status, conditions[decision.condition]);
}

bool ask_conditions(const row *row)
{
    if (about(row, "conditions.decide")) {
        decide(row);
        return true;
    }
    if (about(row, "conditions.keeps-in-304")) {
        fputs(oyez_conditional_keeps_in_304(row_octets(row, "name")) ? "yes" : "no", stdout);
        return true;
    }
    if (about(row, "conditions.304")) {
        oyez_field lines[MOST_CELLS];
        oyez_field field;
        oyez_fields fields = row_fields(row, "", lines);
        const char *between = "";
        for (oyez_fields rest = fields; oyez_conditional_304_next(fields, &rest, &field); between = ", ")
            printf("%s%.*s", between, OYEZ_ARG(field.name));
        return true;
    }
    if (about(row, "conditions.last-modified")) {
        int64_t sent = oyez_conditional_last_modified(row_time(row, "modified", 0), row_time(row, "now", 0));
        char room[32] = "";
        (void)oyez_date_write(sent, (oyez_room){(uint8_t *)room, sizeof room - 1});
        fputs(room, stdout);
        return true;
    }
    if (about(row, "conditions.date-is-strong")) {
        bool strong = oyez_conditional_date_is_strong(row_time(row, "modified", 0), row_time(row, "date", 0));
        fputs(strong ? "yes" : "no", stdout);
        return true;
    }
    return false;
}
