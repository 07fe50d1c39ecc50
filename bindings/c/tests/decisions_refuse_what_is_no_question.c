// SPDX-License-Identifier: MIT OR Apache-2.0
// Decisions are made without a connection, from arrays; a call that is wrong decides nothing, and what a peer sent never
// makes one wrong.
#include "claims.h"

static const oyez_field lines[] = {
    {OYEZ_BYTES("If-Match"), OYEZ_BYTES("\x80\"")},
    {OYEZ_BYTES("Range"), OYEZ_BYTES("bytes=0-0,900-")},
    {OYEZ_BYTES("Accept"), OYEZ_BYTES("\"")},
    {OYEZ_BYTES("Accept-Encoding"), OYEZ_BYTES("gzip")},
};

static void conditions_and_ranges(void)
{
    oyez_conditional asked = {OYEZ_TEXT("GET"), oyez_fields_of(lines, 4), 0, 0, 0};
    oyez_validators current = {0};
    oyez_conditional_decision decision;
    CLAIM(oyez_conditional_decide(&asked, &current, &decision) == OYEZ_OK && decision.status == 412);
    CLAIM(decision.condition == OYEZ_CONDITION_IF_MATCH);
    CLAIM(oyez_conditional_decide(NULL, &current, &decision) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conditional_decide(&asked, &current, NULL) == OYEZ_ERR_ARGUMENT);
    asked.status = 70000;
    CLAIM(oyez_conditional_decide(&asked, &current, &decision) == OYEZ_ERR_ARGUMENT);
    asked.status = 0;

    oyez_span spans[2], whole;
    oyez_range_decision told;
    uint64_t length = 7;
    CLAIM(oyez_range_decide(&asked, &current, 1000, NULL, spans, 2, &told) == OYEZ_OK);
    CLAIM(told.outcome == OYEZ_RANGE_MULTIPLE && told.count == 2 && spans[1].first == 900 && spans[1].last == 999);
    CLAIM(told.content_range.flags == 0);
    CLAIM(oyez_range_decide(&asked, &current, 1000, NULL, spans, 1, &told) == OYEZ_OK);
    CLAIM(told.outcome == OYEZ_RANGE_WHOLE && told.reason == OYEZ_RANGE_TOO_MANY && told.count == 0);
    CLAIM(oyez_range_decide(&asked, &current, 1000, NULL, NULL, 0, &told) == OYEZ_OK && told.status == 200);
    CLAIM(oyez_range_decide(&asked, &current, 1000, NULL, NULL, 2, &told) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_range_decide(&asked, NULL, 1000, NULL, spans, 2, &told) == OYEZ_ERR_ARGUMENT);
    CLAIM(!oyez_span_join(&spans[0], NULL, &whole) && !oyez_span_join(&spans[0], &spans[1], &whole));

    oyez_byteranges parts = {OYEZ_TEXT("a"), {NULL, 0}, 1000};
    CLAIM(oyez_byteranges_length(&parts, spans, 1, &length) == OYEZ_OK && length > 0);
    CLAIM(oyez_byteranges_length(&parts, NULL, 1, &length) == OYEZ_ERR_ARGUMENT);
    parts.boundary = OYEZ_TEXT("");
    CLAIM(oyez_byteranges_length(&parts, spans, 1, &length) == OYEZ_ERR_FIELD_SYNTAX);
}

static void choices(void)
{
    static const oyez_variant variants[] = {{OYEZ_BYTES("text/html"), {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0, 0}};
    oyez_fields fields = oyez_fields_of(lines, 4);
    oyez_bytes names[] = {OYEZ_BYTES("identity"), OYEZ_BYTES("gzip")};
    oyez_choice choice;
    CLAIM(oyez_negotiation_choose(fields, variants, 1, OYEZ_LANGUAGES_EITHER, 0, &choice) == OYEZ_OK);
    CLAIM(choice.outcome == OYEZ_CHOICE_CHOSEN && choice.index == 0 && choice.vary == 0);
    CLAIM(oyez_negotiation_choose(fields, NULL, 0, 0, 0, &choice) == OYEZ_OK && choice.status == 406);
    CLAIM(oyez_negotiation_choose(fields, variants, 1, 9, 0, &choice) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_negotiation_choose(fields, NULL, 1, 0, 0, &choice) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_negotiation_weight(fields, 9, 0, names[0]) == 0);

    oyez_ranked ranked[2];
    size_t room = 2;
    CLAIM(oyez_negotiation_preferred(fields, OYEZ_DIMENSION_CODING, 0, names, 2, ranked, &room) == OYEZ_OK);
    CLAIM(room == 2 && ranked[0].index == 1 && ranked[1].index == 0 && ranked[1].weight == OYEZ_FULL_WEIGHT);
    CLAIM(oyez_negotiation_preferred(fields, OYEZ_DIMENSION_CODING, 0, names, 2, NULL, &room) == OYEZ_ERR_ARGUMENT);

    // The cursor begins at zero, and ends.
    oyez_offered offered = {0};
    CLAIM(oyez_negotiation_offered_next(fields, OYEZ_DIMENSION_CODING, &offered));
    CLAIM(oyez_bytes_equal(offered.name, OYEZ_TEXT("gzip")));
    CLAIM(oyez_negotiation_offered_next(fields, OYEZ_DIMENSION_CODING, &offered));
    CLAIM(oyez_bytes_equal(offered.name, OYEZ_TEXT("identity")));
    CLAIM(!oyez_negotiation_offered_next(fields, OYEZ_DIMENSION_CODING, &offered));
    CLAIM(!oyez_negotiation_offered_next(fields, 9, &offered));

    uint8_t octets[4];
    size_t written = 0;
    oyez_room little = {octets, sizeof octets};
    CLAIM(oyez_negotiation_vary_write(1 << OYEZ_DIMENSION_MEDIA_TYPE, little, &written) == OYEZ_ERR_ARGUMENT);
    CLAIM(written == 6);
    CLAIM(oyez_negotiation_links_write(variants, 1, little, &written) == OYEZ_ERR_FIELD_SYNTAX);
}

int main(void)
{
    conditions_and_ranges();
    choices();
    return 0;
}
