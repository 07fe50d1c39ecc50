// SPDX-License-Identifier: MIT OR Apache-2.0
// The parser alone: requests from standard input, one behind the other, without a connection.
//
//     cc examples/parse.c -Iinclude -Lbuild/lib -loyez && printf 'GET /a?b HTTP/1.1\r\nHost: c\r\n\r\n' | ./a.out
#include <oyez.h>
#include <stdio.h>

static uint8_t input[65536];

// Passes over chunks where they lie; `*rest` is then what is behind them.
static oyez_error chunks(oyez_bytes *rest)
{
    oyez_chunks reader = {0};
    oyez_bytes content;

    while (oyez_chunks_next(&reader, rest, &content))
        printf("  chunk %.*s\n", OYEZ_ARG(content));
    return reader.position == OYEZ_CHUNKS_END ? OYEZ_OK : reader.error != OYEZ_OK ? reader.error : OYEZ_ERR_INCOMPLETE;
}

// Reads one request; `*rest` is then what is behind it.
static oyez_error request(oyez_bytes *rest, oyez_verdict *verdict)
{
    oyez_request request = oyez_request_empty();
    oyez_field fields[64];
    size_t count = sizeof fields / sizeof *fields, head;
    oyez_framing framing;
    oyez_error error = oyez_read_request(*rest, 0, &request, fields, &count, verdict, &head);

    if (error == OYEZ_OK)
        error = oyez_judge_request(&request, fields, count, verdict);
    if (error == OYEZ_OK)
        error = oyez_framing_of(fields, count, OYEZ_MESSAGE_REQUEST, &framing);
    if (error != OYEZ_OK)
        return error;
    printf("%.*s %.*s\n", OYEZ_ARG(request.method), OYEZ_ARG(request.path));
    for (size_t i = 0; i < count; i++)
        printf("  %.*s = %.*s\n", OYEZ_ARG(fields[i].name), OYEZ_ARG(fields[i].value));
    rest->ptr += head;
    rest->len -= head;
    if (framing.form == OYEZ_FRAMING_CHUNKED)
        return chunks(rest);
    if (framing.length > rest->len)
        return OYEZ_ERR_INCOMPLETE;
    rest->ptr += framing.length;
    rest->len -= (size_t)framing.length;
    return OYEZ_OK;
}

int main(void)
{
    oyez_bytes rest = {input, fread(input, 1, sizeof input, stdin)};
    oyez_verdict verdict = {0};

    while (rest.len > 0) {
        oyez_error error = request(&rest, &verdict);

        if (error != OYEZ_OK) {
            printf("%s (%s) at octet %llu\n", oyez_error_text(error), oyez_error_clause(error),
                   (unsigned long long)verdict.offset);
            return 1;
        }
    }
    return 0;
}
