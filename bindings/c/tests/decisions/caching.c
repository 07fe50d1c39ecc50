// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about caching. The cells are those of tests/support/decisions/caching.rs.
#include "ask.h"

static oyez_field answered_lines[MOST_CELLS], stored_lines[MOST_CELLS], presented_lines[MOST_CELLS];
static oyez_field new_lines[MOST_CELLS], other_lines[MOST_CELLS];

static bool is(const row *row, const char *name, const char *text)
{
    const char *found = row_text(row, name);
    return found != NULL && strcmp(found, text) == 0;
}

static oyez_bytes said_or_get(const row *row, const char *name)
{
    oyez_bytes said = row_octets(row, name);
    return said.ptr == NULL ? OYEZ_TEXT("GET") : said;
}

static uint32_t cache_of(const row *row)
{
    uint32_t cache = is(row, "kind", "private") ? 0 : OYEZ_CACHING_SHARED;
    cache |= row_says(row, "ranges") ? OYEZ_CACHING_RANGES : 0;
    cache |= is(row, "cookies", "stored") ? OYEZ_CACHING_COOKIES_STORED : 0;
    cache |= is(row, "cookies", "passed") ? OYEZ_CACHING_COOKIES_PASSED : 0;
    cache |= is(row, "requests", "ignored") ? OYEZ_CACHING_REQUESTS_IGNORED : 0;
    return cache;
}

static void tell(bool is)
{
    fputs(is ? "yes" : "no", stdout);
}

static void tell_octets(oyez_bytes octets)
{
    fwrite(octets.ptr, 1, octets.len, stdout);
}

static void tell_line(oyez_bytes name, oyez_bytes value, bool *first)
{
    fputs(*first ? "" : " | ", stdout);
    *first = false;
    tell_octets(name);
    fputs(": ", stdout);
    tell_octets(value);
}

static void tell_extent(const oyez_extent *extent)
{
    printf("%llu-%llu/", (unsigned long long)extent->first, (unsigned long long)extent->last);
    if (extent->flags & OYEZ_EXTENT_COMPLETE)
        printf("%llu", (unsigned long long)extent->complete);
    else
        fputs("*", stdout);
}

static void tell_stored(uint32_t cache, oyez_fields fields)
{
    bool first = true;
    oyez_fields cursor = fields;
    for (oyez_field line; oyez_fields_next(&cursor, &line);)
        if (oyez_cache_stores_field(cache, fields, line.name))
            tell_line(line.name, line.value, &first);
}

static void tell_updated(uint32_t cache, oyez_fields stored, oyez_fields fields)
{
    bool first = true;
    oyez_fields cursor = stored;
    for (oyez_field line; oyez_fields_next(&cursor, &line);)
        if (oyez_cache_keeps_line(cache, line, fields))
            tell_line(line.name, line.value, &first);
    cursor = fields;
    for (oyez_field line; oyez_fields_next(&cursor, &line);)
        if (oyez_cache_updates_field(cache, fields, line.name))
            tell_line(line.name, line.value, &first);
}

static void tell_validating(oyez_fields presented, oyez_fields stored)
{
    bool first = true;
    oyez_fields cursor = presented;
    for (oyez_field line; oyez_fields_next(&cursor, &line);)
        if (oyez_cache_forwards_field(line.name))
            tell_line(line.name, line.value, &first);
    oyez_stored_validators validators;
    oyez_cache_validators(stored, &validators);
    uint8_t room[256];
    size_t written;
    size_t tags = validators.flags & OYEZ_VALIDATORS_TAG ? 1 : 0;
    oyez_room lent = {room, sizeof room};
    if (oyez_cache_if_none_match_write(presented, &validators.tag, tags, lent, &written) == OYEZ_OK)
        tell_line(OYEZ_TEXT("If-None-Match"), (oyez_bytes){room, written}, &first);
    if (validators.last_modified.ptr != NULL)
        tell_line(OYEZ_TEXT("If-Modified-Since"), validators.last_modified, &first);
}

static void tell_reuse(uint32_t cache, const oyez_cache_response *stored, const oyez_cache_request *request,
                       int64_t now)
{
    static const char *const outcomes[] = {"Fresh",    "Stale",   "StaleWhileRevalidate",
                                           "Validate", "Forward", "GatewayTimeout"};
    static const char *const reasons[] = {"None",    "Miss",    "Method",  "Vary",
                                          "Partial", "NoCache", "Request", "Stale"};
    oyez_reuse reuse;
    oyez_cache_reuse(cache, stored, request, now, &reuse);
    printf("%s %s %llu", outcomes[reuse.outcome], reasons[reuse.reason], (unsigned long long)reuse.freshness.age);
}

static void tell_after(uint32_t cache, const oyez_cache_response *stored, const oyez_cache_request *request,
                       int64_t now, uint32_t answer)
{
    static const char *const outcomes[] = {"Freshened", "Replaced", "Stale", "Passed", "GatewayTimeout"};
    oyez_after after;
    oyez_cache_after(cache, stored, request, answer, now, &after);
    fputs(outcomes[after.outcome], stdout);
    if (after.outcome == OYEZ_AFTER_STALE)
        printf(" %llu", (unsigned long long)after.age);
}

static void tell_targeted(const row *row, oyez_fields fields)
{
    bool first = true;
    oyez_bytes target = row_octets(row, "target");
    bool governs = oyez_cache_governing(fields, &target, 1) == 0;
    for (oyez_field line; governs ? oyez_cache_targeted_next(&fields, target, &line) : oyez_fields_next(&fields, &line);)
        tell_line(line.name, line.value, &first);
}

bool ask_caching(const row *row)
{
    static const char *const storings[] = {"nothing",       "Whole",         "Partial",
                                           "Not Method",    "Not Interim",   "Not Status",
                                           "Not NoStore",   "Not Private",   "Not Authorization",
                                           "Not Unmarked",  "Not Partial",   "Not Connection"};
    static const char *const sources[] = {"None", "SMaxage", "MaxAge", "Expires", "Heuristic"};
    static const char *const namings[] = {"None", "Strong", "Weak", "Bare", "Unnamed"};
    static const char *const freshenings[] = {"None", "Updated", "Stale"};
    if (strncmp(row->decision, "caching.", 8) != 0)
        return false;
    uint32_t cache = cache_of(row);
    int64_t requested = row_number(row, "requested", 0);
    oyez_cache_response stored = {
        .method = said_or_get(row, "stored method"),
        .request = row_fields(row, "answered", answered_lines),
        .fields = row_fields(row, "stored", stored_lines),
        .request_time = requested,
        .response_time = row_number(row, "received", requested),
        .received = (uint64_t)row_number(row, "incomplete", 0),
        .status = (uint32_t)row_number(row, "stored status", 200),
        .flags = row_text(row, "incomplete") == NULL ? 0 : OYEZ_CACHING_INCOMPLETE,
    };
    oyez_cache_request request = {said_or_get(row, "method"), row_fields(row, "", presented_lines)};
    oyez_fields fresh = row_fields(row, "new", new_lines);
    int64_t now = row_number(row, "now", stored.response_time);
    uint32_t status = (uint32_t)row_number(row, "status", 0);
    if (about(row, "caching.store")) {
        fputs(storings[oyez_cache_may_store(cache, &stored)], stdout);
    } else if (about(row, "caching.fields")) {
        tell_stored(cache, stored.fields);
    } else if (about(row, "caching.targeted")) {
        tell_targeted(row, stored.fields);
    } else if (about(row, "caching.freshness")) {
        oyez_freshness told;
        oyez_cache_freshness(cache, &stored, now, &told);
        printf("%llu %s %llu", (unsigned long long)told.lifetime, sources[told.source], (unsigned long long)told.age);
    } else if (about(row, "caching.reuse")) {
        tell_reuse(cache, row_says(row, "empty") ? NULL : &stored, &request, now);
    } else if (about(row, "caching.after")) {
        tell_after(cache, &stored, &request, now, (uint32_t)row_number(row, "answer", 0));
    } else if (about(row, "caching.coverage")) {
        oyez_extent extent;
        oyez_cache_coverage(&stored, &request, &extent);
        if (extent.coverage == OYEZ_COVERAGE_PART)
            tell_extent(&extent);
        else
            fputs(extent.coverage == OYEZ_COVERAGE_WHOLE ? "Whole" : "None", stdout);
    } else if (about(row, "caching.combine")) {
        oyez_cache_response other = stored;
        other.fields = row_fields(row, "other", other_lines);
        other.status = (uint32_t)row_number(row, "other status", 206);
        oyez_extent extent;
        if (oyez_cache_combine(&stored, &other, &extent))
            tell_extent(&extent);
        else
            fputs("None", stdout);
    } else if (about(row, "caching.selected")) {
        tell(oyez_cache_selects(stored.fields, stored.request, request.fields));
    } else if (about(row, "caching.not_modified")) {
        tell(oyez_cache_is_not_modified(&stored, &request));
    } else if (about(row, "caching.validate")) {
        tell_validating(request.fields, stored.fields);
    } else if (about(row, "caching.names")) {
        fputs(namings[oyez_cache_names(fresh, stored.fields)], stdout);
    } else if (about(row, "caching.update")) {
        tell_updated(cache, stored.fields, fresh);
    } else if (about(row, "caching.head")) {
        fputs(freshenings[oyez_cache_freshening(status, fresh, stored.fields)], stdout);
    } else if (about(row, "caching.invalidates")) {
        tell(oyez_cache_invalidates(request.method, status));
    } else if (about(row, "caching.also")) {
        uint8_t room[256];
        size_t written;
        oyez_room lent = {room, sizeof room};
        oyez_cache_invalidates_also(row_octets(row, "target"), row_octets(row, "value"), lent, &written);
        tell_octets(written == 0 ? OYEZ_TEXT("none") : (oyez_bytes){room, written});
    } else if (about(row, "caching.wait")) {
        oyez_cache_request under_way = {stored.method, stored.request};
        tell(oyez_cache_may_wait(cache, &under_way, &request));
    } else if (about(row, "caching.warnings")) {
        uint8_t room[256];
        size_t written;
        oyez_freshness told;
        oyez_cache_freshness(cache, &stored, now, &told);
        uint32_t failure = is(row, "failure", "failed")         ? OYEZ_CACHE_FAILURE_FAILED
                           : is(row, "failure", "disconnected") ? OYEZ_CACHE_FAILURE_DISCONNECTED
                                                                : OYEZ_CACHE_FAILURE_NONE;
        oyez_room lent = {room, sizeof room};
        oyez_cache_warning_write(&told, failure, OYEZ_TEXT("-"), lent, &written);
        tell_octets((oyez_bytes){room, written});
    } else {
        return false;
    }
    return true;
}
