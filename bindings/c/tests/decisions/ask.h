// SPDX-License-Identifier: MIT OR Apache-2.0
// A question: which decision, and named cells that it is to be made of. See tests/support/decisions/mod.rs.
#pragma once

#include <oyez.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CELLS = 256 };

typedef struct {
    const char *decision;
    const char *names[MOST_CELLS];
    const char *texts[MOST_CELLS];
    size_t count;
} row;

// The first cell so named, or NULL.
const char *row_text(const row *row, const char *name);

// The same as octets: NULL for no such cell, with a pointer even if it is empty.
oyez_bytes row_octets(const row *row, const char *name);

// The number that a cell says, or `otherwise` for no such cell.
int64_t row_number(const row *row, const char *name, int64_t otherwise);

// Whether a cell says "yes".
bool row_says(const row *row, const char *name);

// The field lines of a section, "" for those without a word before them, in `lines`, which has room for MOST_CELLS.
oyez_fields row_fields(const row *row, const char *section, oyez_field *lines);

// Whether the question is about this decision.
static inline bool about(const row *row, const char *decision)
{
    return strcmp(row->decision, decision) == 0;
}

// Each prints its answer, without a line feed, if the decision is one of its family.
bool ask_authentication(const row *row);
bool ask_caching(const row *row);
bool ask_clients(const row *row);
bool ask_conditions(const row *row);
bool ask_expectations(const row *row);
bool ask_forwarding(const row *row);
bool ask_methods(const row *row);
bool ask_negotiation(const row *row);
bool ask_ranges(const row *row);
bool ask_status(const row *row);
