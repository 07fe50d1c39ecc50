// SPDX-License-Identifier: MIT OR Apache-2.0
// Answers questions by the functions of C: a question a line, its parts between tabs; an answer a line.
#define _GNU_SOURCE
#include "ask.h"

#include <stdlib.h>

const char *row_text(const row *row, const char *name)
{
    for (size_t at = 0; at < row->count; at++)
        if (strcmp(row->names[at], name) == 0)
            return row->texts[at];
    return NULL;
}

oyez_bytes row_octets(const row *row, const char *name)
{
    const char *text = row_text(row, name);
    return text == NULL ? (oyez_bytes){NULL, 0} : oyez_text(text, strlen(text));
}

int64_t row_number(const row *row, const char *name, int64_t otherwise)
{
    const char *text = row_text(row, name);
    return text == NULL ? otherwise : strtoll(text, NULL, 10);
}

bool row_says(const row *row, const char *name)
{
    const char *text = row_text(row, name);
    return text != NULL && strcmp(text, "yes") == 0;
}

oyez_fields row_fields(const row *row, const char *section, oyez_field *lines)
{
    size_t count = 0;
    for (size_t at = 0; at < row->count; at++) {
        const char *name = row->names[at];
        const char *space = strrchr(name, ' ');
        size_t before = space == NULL ? 0 : (size_t)(space - name);
        const char *field = space == NULL ? name : space + 1;
        if (before != strlen(section) || strncmp(name, section, before) != 0 || *field < 'A' || *field > 'Z')
            continue;
        lines[count].name = oyez_text(field, strlen(field));
        lines[count++].value = oyez_text(row->texts[at], strlen(row->texts[at]));
    }
    return oyez_fields_of(lines, count);
}

// Undoes \t, \n, \r and \\, in place.
static char *unescaped(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '\\' && from[1] != '\0')
            *to++ = *++from == 't' ? '\t' : *from == 'n' ? '\n' : *from == 'r' ? '\r' : *from;
        else
            *to++ = *from;
    }
    *to = '\0';
    return text;
}

int main(void)
{
    static bool (*const families[])(const row *) = {
        ask_authentication,
        ask_caching,
        ask_clients,
        ask_conditions,
        ask_expectations,
        ask_forwarding,
        ask_methods,
        ask_negotiation,
        ask_ranges,
        ask_status,
    };
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    while ((length = getline(&line, &size, stdin)) > 0) {
        line[length - 1] = '\0';
        row row = {0};
        char *rest = line;
        row.decision = unescaped(strsep(&rest, "\t"));
        while (rest != NULL && row.count < MOST_CELLS) {
            row.names[row.count] = unescaped(strsep(&rest, "\t"));
            row.texts[row.count++] = rest == NULL ? "" : unescaped(strsep(&rest, "\t"));
        }
        bool answered = false;
        for (size_t family = 0; !answered && family < sizeof families / sizeof *families; family++)
            answered = families[family](&row);
        puts(answered ? "" : "nobody decides this");
        fflush(stdout);
    }
    free(line);
    return 0;
}
