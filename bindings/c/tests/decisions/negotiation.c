// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about negotiation.
#include "ask.h"

#include <stdlib.h>

static uint32_t number_of(const char *text, const char *const *names, uint32_t count)
{
    for (uint32_t number = 0; text != NULL && number < count; number++)
        if (strcmp(text, names[number]) == 0)
            return number;
    return 0;
}

static uint32_t row_dimension(const row *row)
{
    static const char *const names[] = {"media type", "charset", "coding", "language"};
    return number_of(row_text(row, "dimension"), names, 4);
}

static uint32_t row_languages(const row *row)
{
    static const char *const names[] = {"filtering", "lookup", "either"};
    return number_of(row_text(row, "languages"), names, 3);
}

// What every cell so named says.
static size_t row_all(const row *row, const char *name, oyez_bytes *all)
{
    size_t count = 0;
    for (size_t at = 0; at < row->count; at++)
        if (strcmp(row->names[at], name) == 0)
            all[count++] = oyez_text(row->texts[at], strlen(row->texts[at]));
    return count;
}

// The variants of a row: "text/html coding=gzip language=en charset=utf-8 quality=900 location=/a", a "-" for no type.
static size_t row_variants(const row *row, oyez_variant *variants)
{
    oyez_bytes all[MOST_CELLS];
    size_t count = row_all(row, "variant", all);
    for (size_t at = 0; at < count; at++) {
        oyez_variant *variant = &variants[at];
        memset(variant, 0, sizeof *variant);
        const char *word = (const char *)all[at].ptr;
        for (bool first = true; *word != '\0'; first = false) {
            size_t length = strcspn(word, " ");
            const char *value = memchr(word, '=', length);
            size_t before = value == NULL || first ? 0 : (size_t)(value + 1 - word);
            oyez_bytes text = oyez_text(word + before, length - before);
            if (first && *word != '-')
                variant->content_type = text;
            else if (strncmp(word, "coding=", 7) == 0)
                variant->coding = text;
            else if (strncmp(word, "language=", 9) == 0)
                variant->language = text;
            else if (strncmp(word, "charset=", 8) == 0)
                variant->charset = text;
            else if (strncmp(word, "location=", 9) == 0)
                variant->location = text;
            else if (strncmp(word, "quality=", 8) == 0)
                variant->quality = (uint32_t)strtoul(word + 8, NULL, 10);
            word += length;
            word += *word == ' ';
        }
    }
    return count;
}

static void choose(const row *row, oyez_fields fields)
{
    static oyez_variant variants[MOST_CELLS];
    size_t count = row_variants(row, variants);
    uint32_t flags = (row_says(row, "strict") ? OYEZ_NEGOTIATE_STRICT_LANGUAGES : 0) |
                     (row_says(row, "reactive") ? OYEZ_NEGOTIATE_REACTIVE : 0);
    oyez_choice choice;
    uint8_t room[128];
    size_t written;
    if (oyez_negotiation_choose(fields, variants, count, row_languages(row), flags, &choice) != OYEZ_OK ||
        oyez_negotiation_vary_write(choice.vary, (oyez_room){room, sizeof room}, &written) != OYEZ_OK) {
        fputs("misuse", stdout);
        return;
    }
    if (choice.status != 0)
        printf("%u%s", choice.status, choice.outcome == OYEZ_CHOICE_MULTIPLE ? " " : "");
    if (choice.outcome != OYEZ_CHOICE_NOT_ACCEPTABLE)
        printf("%zu", choice.index);
    if (written > 0)
        printf(", vary %.*s", (int)written, (const char *)room);
}

static void tell(oyez_error error, const uint8_t *room, size_t written)
{
    if (error == OYEZ_OK)
        fwrite(room, 1, written, stdout);
    else
        fputs("refused", stdout);
}

static void content(const row *row, oyez_fields fields)
{
    oyez_bytes patterns[MOST_CELLS], codings[MOST_CELLS];
    size_t pattern_count = row_all(row, "pattern", patterns);
    size_t coding_count = row_all(row, "coding", codings);
    oyez_content_decision decision;
    if (oyez_content_decide(fields, patterns, pattern_count, codings, coding_count, &decision) != OYEZ_OK)
        fputs("misuse", stdout);
    else if (decision.kind == OYEZ_CONTENT_TAKEN)
        printf("taken %zu", decision.index);
    else
        printf("%u %s", decision.status, decision.kind == OYEZ_CONTENT_OTHER_TYPE ? "type" : "coding");
}

bool ask_negotiation(const row *row)
{
    oyez_field lines[MOST_CELLS];
    oyez_bytes all[MOST_CELLS];
    uint8_t room[1024];
    size_t written = 0;
    oyez_fields fields = row_fields(row, "", lines);
    if (about(row, "negotiation.choose")) {
        choose(row, fields);
    } else if (about(row, "negotiation.links")) {
        static oyez_variant variants[MOST_CELLS];
        size_t count = row_variants(row, variants);
        oyez_error error = oyez_negotiation_links_write(variants, count, (oyez_room){room, sizeof room}, &written);
        tell(error, room, written);
    } else if (about(row, "negotiation.weight")) {
        printf("%u", oyez_negotiation_weight(fields, row_dimension(row), row_languages(row), row_octets(row, "value")));
    } else if (about(row, "negotiation.offered")) {
        oyez_offered offered = {0};
        for (; oyez_negotiation_offered_next(fields, row_dimension(row), &offered); written++)
            printf("%s%.*s %u", written == 0 ? "" : ", ", OYEZ_ARG(offered.name), offered.weight);
        fputs(written == 0 ? "none" : "", stdout);
    } else if (about(row, "negotiation.preferred")) {
        oyez_ranked ranked[MOST_CELLS];
        size_t count = (size_t)row_number(row, "room", 32);
        (void)oyez_negotiation_preferred(fields, row_dimension(row), row_languages(row), all,
                                         row_all(row, "value", all), ranked, &count);
        for (size_t at = 0; at < count; at++)
            printf("%s%zu %u", at == 0 ? "" : ", ", ranked[at].index, ranked[at].weight);
        fputs(count == 0 ? "none" : "", stdout);
    } else if (about(row, "content.is")) {
        size_t count = row_all(row, "pattern", all);
        if (oyez_content_type_is(row_octets(row, "value"), all, count, &written))
            printf("%zu", written);
        else
            fputs("none", stdout);
    } else if (about(row, "content.decide")) {
        content(row, fields);
    } else if (about(row, "content.accept")) {
        size_t count = row_all(row, "pattern", all);
        oyez_error error = oyez_content_accept_write(all, count, (oyez_room){room, sizeof room}, &written);
        tell(error, room, written);
    } else {
        return false;
    }
    return true;
}
