// SPDX-License-Identifier: MIT OR Apache-2.0
// Questions about methods.
#include "ask.h"

static void print(oyez_bytes octets)
{
    fwrite(octets.ptr, 1, octets.len, stdout);
}

static void promises(const row *row)
{
    static const char *const cacheable[] = {"Never", "IfExplicit", "Yes"};
    static const char *const content[] = {"Meant", "Undefined", "Barred"};
    oyez_method method;
    bool known = oyez_method_find(row_octets(row, "method"), &method);
    printf("%s %s %s %s (", method.flags & OYEZ_METHOD_SAFE ? "safe" : "unsafe",
           method.flags & OYEZ_METHOD_IDEMPOTENT ? "idempotent" : "not", cacheable[method.cacheable],
           content[method.content]);
    print(known ? method.clause : OYEZ_TEXT("unknown"));
    putchar(')');
}

static void decide(const row *row)
{
    oyez_resource resource = {
        .allowed = row_octets(row, "allowed"),
        .implemented = row_octets(row, "implemented"),
        .flags = row_says(row, "traces") ? OYEZ_RESOURCE_TRACES : 0,
    };
    uint32_t decision = oyez_method_decide(&resource, row_octets(row, "method"), row_octets(row, "target"));
    uint32_t status = oyez_method_status(decision);
    if (status == 0)
        fputs(decision == OYEZ_METHOD_PROCEED ? "Proceed" : "AsGet", stdout);
    else
        printf("%u", (unsigned)status);
    if (status == 204 || status == 405) {
        uint8_t memory[1024];
        size_t written;
        oyez_error error =
            oyez_method_write_allow(&resource, decision, (oyez_room){memory, sizeof memory}, &written);
        fputs(" Allow: ", stdout);
        print(error == OYEZ_OK ? oyez_text((const char *)memory, written) : OYEZ_TEXT("refused"));
    }
}

static void trace(const row *row)
{
    oyez_field lines[MOST_CELLS];
    uint8_t memory[4096];
    size_t written;
    oyez_error error = oyez_trace_write(row_octets(row, "target"), (uint32_t)row_number(row, "version", 0),
                                        row_fields(row, "", lines), (oyez_room){memory, sizeof memory}, &written);
    if (error != OYEZ_OK) {
        fputs("refused", stdout);
        return;
    }
    while (written > 0 && (memory[written - 1] == '\r' || memory[written - 1] == '\n'))
        written--;
    for (size_t at = 0; at < written; at++)
        if (memory[at] == '\r')
            fputs("; ", stdout);
        else if (memory[at] != '\n')
            putchar(memory[at]);
}

bool ask_methods(const row *row)
{
    if (about(row, "method.promises"))
        promises(row);
    else if (about(row, "method.decide"))
        decide(row);
    else if (about(row, "method.trace"))
        trace(row);
    else
        return false;
    return true;
}
