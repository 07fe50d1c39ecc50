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

// Nobody gets in by a call that was wrong.
static void credentials(void)
{
    oyez_fields none = oyez_fields_of(NULL, 0);
    oyez_room room = {NULL, 1};
    oyez_bytes bad = {NULL, 1};
    CLAIM(oyez_auth_check_basic(none, 9, OYEZ_TEXT("a"), OYEZ_TEXT("b"), (oyez_room){NULL, 0}) == OYEZ_AUTH_MISUSED);
    CLAIM(oyez_auth_check_basic(none, 0, OYEZ_TEXT("a"), OYEZ_TEXT("b"), room) == OYEZ_AUTH_MISUSED);
    CLAIM(oyez_auth_check_basic(none, 0, bad, OYEZ_TEXT("b"), (oyez_room){NULL, 0}) == OYEZ_AUTH_MISUSED);
    // What getenv did not find lets nobody in who sends nothing.
    oyez_bytes nobody = {NULL, 0};
    oyez_field empty = {OYEZ_TEXT("Authorization"), OYEZ_TEXT("Basic Og==")};
    uint8_t octets[16];
    CLAIM(oyez_auth_check_basic(oyez_fields_of(&empty, 1), OYEZ_ASKER_ORIGIN, nobody, nobody,
                                (oyez_room){octets, sizeof octets}) == OYEZ_AUTH_MISUSED);
    CLAIM(!oyez_auth_is_same(nobody, nobody) && oyez_auth_is_same(OYEZ_TEXT(""), OYEZ_TEXT("")));
    CLAIM(oyez_auth_status(OYEZ_AUTH_MISUSED, OYEZ_ASKER_ORIGIN) == 500);
    CLAIM(oyez_auth_status(99, OYEZ_ASKER_ORIGIN) == 500 && oyez_auth_status(OYEZ_AUTH_GRANTED, 9) == 500);
    CLAIM(oyez_auth_status(OYEZ_AUTH_CONTENT, OYEZ_ASKER_PROXY) == 407);
    CLAIM(oyez_auth_status(OYEZ_AUTH_GRANTED, OYEZ_ASKER_ORIGIN) == 0);
    CLAIM(!oyez_auth_is_same(bad, bad) && oyez_auth_next_of(NULL, NULL, bad, bad, 0) == OYEZ_AUTH_NEXT_DROP);
}

// A request that nobody looked at is not passed on.
static void passing_on(void)
{
    static const oyez_field via[] = {{OYEZ_BYTES("Via"), OYEZ_BYTES("1.1 a, 1.1 b")}};
    oyez_fields fields = oyez_fields_of(via, 1);
    oyez_host here = {OYEZ_BYTES("a"), 70000, OYEZ_HAS_PORT};
    oyez_hops hops;
    oyez_field field;
    CLAIM(oyez_hops_of(fields, 0, NULL, NULL) == OYEZ_ABUSE_NOT_A_LIST);
    CLAIM(oyez_hops_of(fields, 0, &hops, NULL) == OYEZ_ABUSE_NONE);
    CLAIM(!oyez_hops_next(&hops, &fields, NULL) && !oyez_hops_next(NULL, &fields, &field));
    CLAIM(oyez_hops_next(&hops, &fields, &field) && !oyez_hops_next(&hops, &fields, &field));
    CLAIM(!oyez_forward_host(NULL, NULL) && oyez_connect_decide(OYEZ_TEXT("a:1"), NULL, 1, NULL) != OYEZ_CONNECT_OPEN);
    fields = oyez_fields_of(via, 1);
    CLAIM(oyez_route_status(oyez_route_of(fields, NULL), 2) == 508);
    CLAIM(oyez_route_status(oyez_route_of(fields, &here), 2) == 508);
}

int main(void)
{
    conditions_and_ranges();
    choices();
    credentials();
    passing_on();
    return 0;
}
