// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about status codes.
#include "ask.h"

static void known(uint32_t status)
{
    oyez_status found;
    if (!oyez_status_find(status, &found)) {
        fputs("unknown", stdout);
        return;
    }
    printf("%.*s (%.*s)%s%s%s", OYEZ_ARG(found.reason), OYEZ_ARG(found.clause),
           found.flags & OYEZ_STATUS_CACHEABLE ? " cacheable" : "", found.flags & OYEZ_STATUS_UNUSED ? " unused" : "",
           found.flags & OYEZ_STATUS_NEVER_STORED ? " never-stored" : "");
}

static void check(const row *row, uint32_t status)
{
    static const char *const kinds[] = {"NoStatus", "Unused", "InformationalTo10", "Missing", "Barred"};
    static const char *const forces[] = {"Must", "Should", "May"};
    oyez_field lines[MOST_CELLS];
    oyez_fields fields = row_fields(row, "", lines);
    oyez_answer answer = {row_octets(row, "method"), status, (uint32_t)row_number(row, "version", 0)};
    oyez_finding finding;
    size_t at = 0;
    const char *between = "";
    while (oyez_status_check(&answer, fields, &at, &finding)) {
        oyez_bytes field = finding.field.ptr == NULL ? OYEZ_TEXT("-") : finding.field;
        printf("%s%s %s %.*s (%.*s)", between, kinds[finding.kind], forces[finding.force], OYEZ_ARG(field),
               OYEZ_ARG(finding.clause));
        between = "; ";
    }
    if (*between == '\0')
        fputs("fine", stdout);
}

bool ask_status(const row *row)
{
    uint32_t status = (uint32_t)row_number(row, "status", 0);
    if (about(row, "status.class")) {
        static const char *const classes[] = {"none",        "Informational", "Successful",
                                              "Redirection", "ClientError",   "ServerError"};
        fputs(classes[oyez_status_class_of(status)], stdout);
    } else if (about(row, "status.treated_as")) {
        printf("%u", (unsigned)oyez_status_treated_as(status));
    } else if (about(row, "status.known")) {
        known(status);
    } else if (about(row, "status.content")) {
        fputs(oyez_status_allows_content(row_octets(row, "method"), status) ? "yes" : "no", stdout);
    } else if (about(row, "status.check")) {
        check(row, status);
    } else {
        return false;
    }
    return true;
}
