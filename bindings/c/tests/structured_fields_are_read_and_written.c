// SPDX-License-Identifier: MIT OR Apache-2.0
// Structured fields: items, lists, dictionaries, inner lists, parameters, and every kind of bare item.
#include "claims.h"

static void reading(void)
{
    oyez_sf_member member, item;
    oyez_sf_bare bare;
    oyez_members list, dictionary;
    oyez_bytes key;

    CLAIM(oyez_sf_item_read(text("5.10;foo=bar;q"), &member, NULL) == OYEZ_OK);
    CLAIM(member.bare.kind == OYEZ_SF_DECIMAL && member.bare.number == 5100);
    WRITES("5.1;foo=bar;q", oyez_sf_item_write(&member, room, &len));
    CLAIM(oyez_sf_parameters_find(member.parameters, text("foo"), &bare) && bare.kind == OYEZ_SF_TOKEN
        && says(bare.text, "bar"));
    CLAIM(oyez_sf_parameters_next(&member.parameters, &key, &bare) && is(key, "foo"));
    CLAIM(oyez_sf_parameters_next(&member.parameters, &key, &bare) && bare.kind == OYEZ_SF_BOOLEAN
        && bare.number == 1);
    CLAIM(!oyez_sf_parameters_next(&member.parameters, &key, &bare));

    CLAIM(oyez_sf_list_read(text("(\"foo\"; a=1 b);lvl=5, @1659578233, ?0"), &list, NULL) == OYEZ_OK);
    WRITES("(\"foo\";a=1 b);lvl=5, @1659578233, ?0", oyez_sf_list_write(list, room, &len));
    CLAIM(oyez_sf_list_next(&list, &member) && member.bare.kind == OYEZ_SF_INNER_LIST);
    CLAIM(oyez_sf_parameters_find(member.parameters, text("lvl"), &bare) && bare.number == 5);
    CLAIM(oyez_sf_items_next(&member.items, &item) && item.bare.kind == OYEZ_SF_STRING
        && says(item.bare.text, "foo"));
    CLAIM(oyez_sf_items_next(&member.items, &item) && item.bare.kind == OYEZ_SF_TOKEN);
    CLAIM(!oyez_sf_items_next(&member.items, &item));
    CLAIM(oyez_sf_list_next(&list, &member) && member.bare.kind == OYEZ_SF_DATE && member.bare.number == 1659578233);
    CLAIM(oyez_sf_list_next(&list, &member) && member.bare.kind == OYEZ_SF_BOOLEAN && member.bare.number == 0);
    CLAIM(!oyez_sf_list_next(&list, &member));

    CLAIM(oyez_sf_dictionary_read(text("en=\"Applepie\", da=:w4ZibGV0w6ZydGU=:, b, en=%\"f%c3%bc\""), &dictionary,
        NULL) == OYEZ_OK);
    WRITES("en=%\"f%c3%bc\", da=:w4ZibGV0w6ZydGU=:, b", oyez_sf_dictionary_write(dictionary, room, &len));
    CLAIM(oyez_sf_dictionary_find(dictionary, text("en"), &member) && member.bare.kind == OYEZ_SF_DISPLAY_STRING);
    CLAIM(says(member.bare.text, "f\xc3\xbc"));
    CLAIM(oyez_sf_dictionary_next(&dictionary, &key, &member) && is(key, "en") && says(member.bare.text, "Applepie"));
    CLAIM(oyez_sf_dictionary_next(&dictionary, &key, &member) && member.bare.kind == OYEZ_SF_BYTES);
    WRITES("\xc3\x86" "blet\xc3\xa6rte", oyez_word_copy(member.bare.text, room, &len));
    WRITES(":w4ZibGV0w6ZydGU=:", oyez_sf_bare_write(&member.bare, room, &len));
}

static oyez_sf_bare number(uint32_t kind, int64_t value)
{
    return (oyez_sf_bare){{{NULL, 0}, OYEZ_PLAIN, 0}, value, kind, 0};
}

static oyez_sf_bare worded(uint32_t kind, const char *octets)
{
    return (oyez_sf_bare){oyez_word_of(text(octets)), 0, kind, 0};
}

static void writing(void)
{
    const oyez_sf_bare nothing = {0};
    const oyez_sf_piece priority[] = {
        {OYEZ_BYTES("u"), nothing, OYEZ_SF_KEY, 0},
        {{NULL, 0}, number(OYEZ_SF_INTEGER, 2), OYEZ_SF_PUT, 0},
        {OYEZ_BYTES("i"), nothing, OYEZ_SF_KEY, 0},
        {OYEZ_BYTES("q"), worded(OYEZ_SF_BYTES, "hello"), OYEZ_SF_PARAMETER, 0},
    };
    const oyez_sf_piece list[] = {
        {{NULL, 0}, nothing, OYEZ_SF_OPEN, 0},
        {{NULL, 0}, worded(OYEZ_SF_STRING, "a \"b\""), OYEZ_SF_PUT, 0},
        {{NULL, 0}, worded(OYEZ_SF_DISPLAY_STRING, "\xc3\xbc"), OYEZ_SF_PUT, 0},
        {{NULL, 0}, nothing, OYEZ_SF_CLOSE, 0},
        {OYEZ_BYTES("x"), number(OYEZ_SF_BOOLEAN, 1), OYEZ_SF_PARAMETER, 0},
        {{NULL, 0}, number(OYEZ_SF_DECIMAL, -1500), OYEZ_SF_PUT, 0},
    };
    oyez_sf_bare bare = number(OYEZ_SF_INTEGER, INT64_C(1000000000000000));
    int64_t thousandths = 0;

    WRITES("u=2, i;q=:aGVsbG8=:", oyez_sf_write(OYEZ_SF_DICTIONARY, priority, 4, room, &len));
    WRITES("(\"a \\\"b\\\"\" %\"%c3%bc\");x, -1.5", oyez_sf_write(OYEZ_SF_LIST, list, 6, room, &len));
    WRITES("", oyez_sf_write(OYEZ_SF_LIST, NULL, 0, room, &len));
    REFUSES_TO_WRITE(oyez_sf_write(OYEZ_SF_LIST, list, 3, room, &len));
    REFUSES_TO_WRITE(oyez_sf_write(OYEZ_SF_LIST, priority, 1, room, &len));
    REFUSES_TO_WRITE(oyez_sf_write(OYEZ_SF_ITEM, NULL, 0, room, &len));
    REFUSES_TO_WRITE(oyez_sf_bare_write(&bare, room, &len));
    CLAIM(oyez_sf_decimal(25, 4, &thousandths) && thousandths == 2 && oyez_sf_decimal(5, 1, &thousandths)
        && thousandths == 500);
    bare = worded(OYEZ_SF_STRING, "\xc3\xbc");
    REFUSES_TO_WRITE(oyez_sf_bare_write(&bare, room, &len));
    bare.text.encoding = OYEZ_BASE64;
    bare.kind = OYEZ_SF_BYTES;
    REFUSES_TO_WRITE(oyez_sf_bare_write(&bare, room, &len));
}

int main(void)
{
    reading();
    writing();
    return 0;
}
