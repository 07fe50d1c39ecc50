// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about expectations.
#include "ask.h"

bool ask_expectations(const row *row)
{
    oyez_field lines[MOST_CELLS];
    oyez_fields fields = row_fields(row, "", lines);
    uint32_t version = (uint32_t)row_number(row, "version", 0);
    uint32_t status = (uint32_t)row_number(row, "status", 0);
    if (about(row, "expectation.expected")) {
        static const char *const expected[] = {"Nothing", "Continue", "Unknown"};
        fputs(expected[oyez_expectation_of(version, fields)], stdout);
    } else if (about(row, "expectation.server")) {
        uint32_t content = (row_says(row, "empty") ? OYEZ_EXPECTATION_EMPTY : 0u) |
                           (row_says(row, "begun") ? OYEZ_EXPECTATION_BEGUN : 0u);
        uint32_t now = oyez_expectation_server(version, fields, content, status);
        if (now == 0)
            fputs("Proceed", stdout);
        else
            printf("%u", (unsigned)now);
    } else if (about(row, "expectation.proxy")) {
        static const char *const decisions[] = {"Forward", "ForwardWithout", "Continue", "Refuse"};
        uint32_t next = (uint32_t)row_number(row, "next", 0);
        fputs(decisions[oyez_expectation_proxy(version, fields, next, row_says(row, "continues"))], stdout);
    } else if (about(row, "expectation.informational")) {
        static const char *const decisions[] = {"Continue", "Switch", "Discard", "Refuse"};
        uint32_t asked = (row_says(row, "continues") ? OYEZ_ASKED_CONTINUE : 0u) |
                         (row_says(row, "upgrades") ? OYEZ_ASKED_UPGRADE : 0u);
        fputs(decisions[oyez_informational_decide(status, asked, (uint32_t)row_number(row, "before", 0))], stdout);
    } else if (about(row, "expectation.passes_back")) {
        bool passes = oyez_informational_passes_back(status, version, row_says(row, "asked_by_proxy"));
        fputs(passes ? "yes" : "no", stdout);
    } else if (about(row, "expectation.may_expect")) {
        fputs(oyez_expectation_may_expect(row_says(row, "content"), version) ? "yes" : "no", stdout);
    } else if (about(row, "expectation.client")) {
        static const char *const decisions[] = {"Wait", "Send", "Stop", "Repeat"};
        uint64_t left = 0;
        uint32_t decision = oyez_expectation_client(status, (uint64_t)row_number(row, "waited", 0),
                                                    (uint64_t)row_number(row, "most", 0), &left);
        fputs(decisions[decision], stdout);
        if (decision == OYEZ_CLIENT_WAIT)
            printf(" %llu", (unsigned long long)left);
    } else {
        return false;
    }
    return true;
}
