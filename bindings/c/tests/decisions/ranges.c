// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about ranges.
#include "conditions.h"

#include <inttypes.h>
#include <stdlib.h>

enum { MOST_SPANS = 64 };

// Spans as "0-9 20-29".
static size_t row_spans(const row *row, const char *name, oyez_span *spans)
{
    size_t count = 0;
    for (const char *at = row_text(row, name); at != NULL && *at != '\0' && count < MOST_SPANS; count++) {
        char *end;
        spans[count].first = strtoull(at, &end, 10);
        spans[count].last = strtoull(end + 1, &end, 10);
        at = *end == ' ' ? end + 1 : end;
    }
    return count;
}

static void tell(const oyez_span *spans, size_t count)
{
    for (size_t at = 0; at < count; at++)
        printf("%s%" PRIu64 "-%" PRIu64, at == 0 ? "" : ", ", spans[at].first, spans[at].last);
}

static void decide(const row *row)
{
    static const char *const reasons[] = {"",     "NotAsked", "NotDefined", "Rules",       "Condition", "Unit",
                                          "Invalid", "Empty",    "TooMany",    "Overlapping", "Scattered"};
    oyez_field lines[MOST_CELLS];
    oyez_conditional request = row_request(row, lines);
    oyez_validators current = row_validators(row);
    oyez_range_limits limits = {0};
    limits.ranges = (uint32_t)row_number(row, "ranges", 0);
    limits.overlapping = (uint32_t)row_number(row, "overlapping", 0);
    limits.scattered = (uint32_t)row_number(row, "scattered", 0);
    limits.gap = (uint64_t)row_number(row, "gap", 0);
    limits.flags = row_says(row, "apart") ? OYEZ_RANGES_APART : 0;
    oyez_span chosen[MOST_SPANS];
    oyez_range_decision decision;
    uint64_t length = (uint64_t)row_number(row, "length", 0);
    if (oyez_range_decide(&request, &current, length, &limits, chosen, (size_t)row_number(row, "room", 16),
                          &decision) != OYEZ_OK) {
        fputs("misuse", stdout);
        return;
    }
    printf("%u ", decision.status);
    if (decision.outcome == OYEZ_RANGE_WHOLE) {
        fputs(reasons[decision.reason], stdout);
    } else if (decision.outcome == OYEZ_RANGE_MULTIPLE) {
        tell(chosen, decision.count);
    } else {
        uint8_t room[64];
        size_t written = 0;
        (void)oyez_content_range_write(&decision.content_range, (oyez_room){room, sizeof room}, &written);
        fwrite(room, 1, written, stdout);
    }
}

// The Content-Type, the length, and the head of the first part, its ends of lines as "~".
static void byteranges(const row *row)
{
    oyez_span spans[MOST_SPANS];
    size_t count = row_spans(row, "spans", spans);
    oyez_byteranges parts = {row_octets(row, "boundary"), row_octets(row, "type"),
                             (uint64_t)row_number(row, "complete", 0)};
    uint8_t type[128], head[512];
    size_t type_length, head_length;
    uint64_t length;
    if (oyez_byteranges_type_write(&parts, (oyez_room){type, sizeof type}, &type_length) != OYEZ_OK ||
        oyez_byteranges_length(&parts, spans, count, &length) != OYEZ_OK ||
        oyez_byteranges_head_write(&parts, spans, (oyez_room){head, sizeof head}, &head_length) != OYEZ_OK) {
        fputs("refused", stdout);
        return;
    }
    printf("%.*s, %" PRIu64 ", ", (int)type_length, (const char *)type, length);
    for (size_t at = 0; at < head_length; at++)
        if (head[at] != '\r')
            putchar(head[at] == '\n' ? '~' : head[at]);
}

static void enclosed(const row *row)
{
    static const char *const kinds[] = {"whole", "part ", "parts", "unsatisfied ", "unusable"};
    oyez_field lines[MOST_CELLS];
    oyez_range_enclosed_part part;
    (void)oyez_range_enclosed((uint32_t)row_number(row, "status", 0), row_fields(row, "", lines), &part);
    fputs(kinds[part.kind], stdout);
    if (part.kind == OYEZ_ENCLOSED_PART)
        printf("%" PRIu64 "-%" PRIu64 "/", part.span.first, part.span.last);
    if (part.kind != OYEZ_ENCLOSED_PART && part.kind != OYEZ_ENCLOSED_UNSATISFIED)
        return;
    if (part.flags & OYEZ_ENCLOSED_COMPLETE)
        printf("%" PRIu64, part.complete);
    else
        putchar('*');
}

bool ask_ranges(const row *row)
{
    oyez_field lines[MOST_CELLS], others[MOST_CELLS];
    if (about(row, "ranges.decide")) {
        decide(row);
    } else if (about(row, "ranges.byteranges")) {
        byteranges(row);
    } else if (about(row, "ranges.enclosed")) {
        enclosed(row);
    } else if (about(row, "ranges.may-combine")) {
        bool may = oyez_range_may_combine(row_fields(row, "", lines), row_fields(row, "other", others), 784111777);
        fputs(may ? "yes" : "no", stdout);
    } else if (about(row, "ranges.accepted")) {
        static const char *const told[] = {"untold", "yes", "no"};
        fputs(told[oyez_range_accepted(row_fields(row, "", lines))], stdout);
    } else if (about(row, "ranges.join")) {
        oyez_span one[MOST_SPANS], other[MOST_SPANS], joined;
        (void)row_spans(row, "one", one);
        (void)row_spans(row, "other", other);
        if (oyez_span_join(one, other, &joined))
            tell(&joined, 1);
        else
            fputs("none", stdout);
    } else {
        return false;
    }
    return true;
}
