// SPDX-License-Identifier: MIT OR Apache-2.0
// The stateless door: heads read where they lie, judged, framed; chunks taken apart. A wrong call changes nothing.
#include "claims.h"

#define FIELDS 4

static oyez_request request;
static oyez_response response;
static oyez_field fields[FIELDS];
static oyez_verdict verdict;
static size_t count, consumed;

static oyez_error read_request(const char *octets, uint32_t allow)
{
    request = oyez_request_empty();
    count = FIELDS;
    return oyez_read_request(text(octets), allow, &request, fields, &count, &verdict, &consumed);
}

static oyez_error read_response(const char *octets)
{
    response = oyez_response_empty();
    count = FIELDS;
    return oyez_read_response(text(octets), 0, &response, fields, &count, &verdict, &consumed);
}

static bool refused(uint32_t error, uint32_t status, uint64_t offset, const char *field)
{
    oyez_bytes name = {verdict.field, verdict.field_len};
    return verdict.error == error && verdict.status == status && verdict.offset == offset && is(name, field)
        && !verdict.os_error && !verdict.reserved;
}

static void a_request_is_read(void)
{
    const char *input = "\r\nPOST http://b:80/p?q HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    verdict.error = 7;
    CLAIM(read_request(input, 0) == OYEZ_OK && verdict.error == 7);
    CLAIM(consumed == strlen(input) - 3 && count == 2);
    CLAIM(is(request.method, "POST") && is(request.target, "http://b:80/p?q"));
    CLAIM(is(request.path, "/p") && is(request.query, "q") && is(request.authority, "b:80"));
    CLAIM(request.target_form == OYEZ_ABSOLUTE_FORM && request.version == 11 && request.size == sizeof request);
    CLAIM(request.length == OYEZ_LENGTH_UNKNOWN && !request.upgrade.ptr && !request.flags && !request.dropped);
    CLAIM(is(fields[0].name, "Host") && is(fields[0].value, "a") && is(fields[1].value, "3"));
    CLAIM((const char *)request.method.ptr == input + 2);
    CLAIM(read_request("GET / HTTP/1.1\r\n\r\n", 0) == OYEZ_OK && !count && !request.query.ptr && !request.authority.ptr);
    CLAIM(read_request("GET /?\r\n", OYEZ_ALLOW_HTTP09) == OYEZ_OK && request.version == 9 && request.query.ptr);
    CLAIM(read_request("GET / HTTP/1.0\nA: b\n\n", OYEZ_ALLOW_BARE_LF) == OYEZ_OK && count == 1);
}

static void a_response_is_read(void)
{
    CLAIM(read_response("HTTP/1.1 204 No Content\r\nA: b\r\n\r\nHTTP") == OYEZ_OK && consumed == 33 && count == 1);
    CLAIM(response.status == 204 && response.version == 11 && is(response.reason, "No Content"));
    CLAIM(response.length == OYEZ_LENGTH_UNKNOWN && response.announced_length == OYEZ_LENGTH_NONE);
    CLAIM(read_response("HTTP/1.1 099 ?\r\n") == OYEZ_ERR_STATUS_CODE && refused(OYEZ_ERR_STATUS_CODE, 0, 9, ""));
    CLAIM(read_response("HTTP/1.1 200 OK\r\n") == OYEZ_ERR_INCOMPLETE && refused(OYEZ_ERR_INCOMPLETE, 0, 17, ""));
}

static void what_is_not_a_head_is_told(void)
{
    consumed = 7;
    CLAIM(read_request("GET / HTTP/1.1\r\nA: b\r\nC d: e\r\n", 0) == OYEZ_ERR_FIELD_NAME);
    CLAIM(refused(OYEZ_ERR_FIELD_NAME, 400, 23, ""));
    CLAIM(read_request("GET / HTTP/1.1\r\nA: b\r\nC: \001\r\n", 0) == OYEZ_ERR_FIELD_VALUE);
    CLAIM(refused(OYEZ_ERR_FIELD_VALUE, 400, 25, "C"));
    CLAIM(read_request("GET / HTTP/1.1\r\nA: b", 0) == OYEZ_ERR_INCOMPLETE);
    CLAIM(refused(OYEZ_ERR_INCOMPLETE, 0, 20, ""));
    CLAIM(read_request("", 0) == OYEZ_ERR_INCOMPLETE);
    CLAIM(read_request("GET / HTTP/1.1\r\nA: 1\r\nA: 2\r\nA: 3\r\nA: 4\r\nA: 5\r\n\r\n", 0) == OYEZ_ERR_FIELD_COUNT);
    CLAIM(refused(OYEZ_ERR_FIELD_COUNT, 0, 40, ""));
    CLAIM(read_request("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", OYEZ_ALLOW_OBS_FOLD) == OYEZ_ERR_OBS_FOLD);
    CLAIM(consumed == 7 && count == FIELDS);
}

static void an_older_caller_is_served(void)
{
    struct {
        oyez_request request;
        uint64_t behind;
    } older;
    size_t short_size = offsetof(oyez_request, path);
    memset(&older, 0x5a, sizeof older);
    older.request.size = short_size;
    count = FIELDS;
    CLAIM(oyez_read_request(text("GET /p HTTP/1.1\r\n\r\n"), 0, &older.request, fields, &count, &verdict, &consumed)
        == OYEZ_OK);
    CLAIM(is(older.request.method, "GET") && is(older.request.target, "/p") && older.request.size == short_size);
    CLAIM(older.request.path.len == (size_t)0x5a5a5a5a5a5a5a5aull && older.request.version == 0x5a5a5a5a);
    // A newer one has members that this library does not know: they stay as they were.
    memset(&older, 0x5a, sizeof older);
    older.request.size = sizeof older;
    count = 0;
    CLAIM(oyez_read_request(text("GET /p HTTP/1.1\r\n\r\n"), 0, &older.request, NULL, &count, &verdict, &consumed)
        == OYEZ_OK);
    CLAIM(is(older.request.path, "/p") && older.request.version == 11 && older.behind == 0x5a5a5a5a5a5a5a5aull);
}

static oyez_error judged(const char *octets)
{
    CLAIM(read_request(octets, 0) == OYEZ_OK);
    memset(&verdict, 0, sizeof verdict);
    return oyez_judge_request(&request, fields, count, &verdict);
}

static void a_request_is_judged(void)
{
    CLAIM(judged("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == OYEZ_OK && !verdict.error);
    CLAIM(judged("GET / HTTP/1.0\r\n\r\n") == OYEZ_OK);
    CLAIM(judged("GET / HTTP/1.1\r\nA: b\r\n\r\n") == OYEZ_ERR_HOST_MISSING);
    CLAIM(refused(OYEZ_ERR_HOST_MISSING, 400, 20, "Host") && verdict.flags == OYEZ_MAY_CONTINUE);
    CLAIM(judged("\r\nGET / HTTP/1.1\r\nHost: a b\r\n\r\n") == OYEZ_ERR_HOST_INVALID);
    CLAIM(refused(OYEZ_ERR_HOST_INVALID, 400, 23, "Host") && verdict.flags == OYEZ_MAY_CONTINUE);
    CLAIM(judged("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nConnection: close\r\n\r\n") == OYEZ_ERR_HOST_REPEATED);
    CLAIM(refused(OYEZ_ERR_HOST_REPEATED, 400, 25, "Host") && !verdict.flags);
    CLAIM(judged("GET / HTTP/1.1\r\ncontent-length: \r\n\r\n") == OYEZ_ERR_LENGTH_INVALID);
    CLAIM(refused(OYEZ_ERR_LENGTH_INVALID, 400, 31, "content-length") && !verdict.flags);
    CLAIM(judged("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n")
        == OYEZ_ERR_LENGTH_WITH_CODING);
    CLAIM(judged("GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n") == OYEZ_ERR_EXPECTATION && verdict.status == 417);
}

static bool framed(uint32_t message, size_t first, size_t lines, uint32_t form, uint64_t length)
{
    static const oyez_field said[] = {{OYEZ_BYTES("content-length"), OYEZ_BYTES("3")},
                                      {OYEZ_BYTES("Host"), OYEZ_BYTES("?")},
                                      {OYEZ_BYTES("Transfer-Encoding"), OYEZ_BYTES("chunked")}};
    oyez_framing framing = {7, 7, 7};
    uint32_t error = oyez_framing_of(said + first, lines, message, &framing);
    if (error)
        CLAIM(framing.form == 7 && framing.length == 7);
    return error ? error == form : framing.form == form && framing.length == length && !framing.reserved;
}

static void a_message_is_framed(void)
{
    CLAIM(framed(OYEZ_MESSAGE_REQUEST, 0, 2, OYEZ_FRAMING_LENGTH, 3));
    CLAIM(framed(OYEZ_MESSAGE_REQUEST, 1, 1, OYEZ_FRAMING_EMPTY, 0));
    CLAIM(framed(OYEZ_MESSAGE_REQUEST, 1, 2, OYEZ_FRAMING_CHUNKED, 0));
    CLAIM(framed(OYEZ_MESSAGE_REQUEST, 0, 3, OYEZ_ERR_LENGTH_WITH_CODING, 0));
    CLAIM(framed(OYEZ_MESSAGE_REQUEST | OYEZ_MESSAGE_HTTP10, 1, 2, OYEZ_ERR_CODING_IN_HTTP10, 0));
    CLAIM(framed(200, 1, 1, OYEZ_FRAMING_UNTIL_CLOSE, 0) && framed(304, 0, 2, OYEZ_FRAMING_EMPTY, 0));
    CLAIM(framed(200 | OYEZ_MESSAGE_TO_HEAD, 0, 3, OYEZ_FRAMING_EMPTY, 0));
    CLAIM(framed(200 | OYEZ_MESSAGE_TO_CONNECT, 0, 2, OYEZ_FRAMING_TUNNEL, 0));
    CLAIM(framed(204, 0, 1, OYEZ_ERR_LENGTH_FORBIDDEN, 0));
    CLAIM(framed(99, 0, 0, OYEZ_ERR_ARGUMENT, 0) && framed(600, 0, 0, OYEZ_ERR_ARGUMENT, 0));
    CLAIM(framed(OYEZ_MESSAGE_TO_HEAD, 0, 0, OYEZ_ERR_ARGUMENT, 0) && framed(1u << 19, 0, 0, OYEZ_ERR_ARGUMENT, 0));
    CLAIM(framed(200 | OYEZ_MESSAGE_TO_HEAD | OYEZ_MESSAGE_TO_CONNECT, 0, 0, OYEZ_ERR_ARGUMENT, 0));
}

// Reads octets that come so many at a time; what is left is put before what comes next.
static oyez_chunks chunked(const char *octets, size_t step, const char *expected)
{
    oyez_chunks chunks = {0, 0, 0, 0, 0, 0, 0, 0, 0};
    char content[256];
    size_t len = strlen(octets), from = 0, filled = 0;
    for (size_t to = 0; to < len;) {
        oyez_bytes input, piece;
        to = to + step < len ? to + step : len;
        input.ptr = (const uint8_t *)octets + from;
        input.len = to - from;
        while (oyez_chunks_next(&chunks, &input, &piece)) {
            memcpy(content + filled, piece.ptr, piece.len);
            filled += piece.len;
        }
        from = to - input.len;
    }
    CLAIM(filled == strlen(expected) && !memcmp(content, expected, filled));
    CLAIM(chunks.position != OYEZ_CHUNKS_END || !strcmp(octets + from, "GET"));
    CLAIM(chunks.position != OYEZ_CHUNKS_FAULT || octets[from] == '?');
    return chunks;
}

static void chunks_are_taken_apart(void)
{
    for (size_t step = 1; step < 90; step++) {
        oyez_chunks chunks = chunked("3\r\nabc\r\n3\r\ndef\r\n003;x=\"y\"\r\nghi\r\n10\r\n0123456789abcdef\r\n"
                                     "0\r\nT: u\r\n\r\nGET", step, "abcdefghi0123456789abcdef");
        CLAIM(chunks.position == OYEZ_CHUNKS_END && !chunks.error);
        chunks = chunked("3\r\nabc\r\n3\r\ndef?\r\n", step, "abcdef");
        CLAIM(chunks.position == OYEZ_CHUNKS_FAULT && chunks.error == OYEZ_ERR_CHUNK_END);
        chunks = chunked("3\r\nabc\r\n?", step, "abc");
        CLAIM(chunks.position == OYEZ_CHUNKS_FAULT && chunks.error == OYEZ_ERR_CHUNK_SIZE);
        chunks = chunked("3\r\nabc\r\n0\r\nA?\r\n", step, "abc");
        CLAIM(chunks.position == OYEZ_CHUNKS_TRAILER_SECTION || chunks.error == OYEZ_ERR_FIELD_COLON);
        CLAIM(chunked("5\r\nabc", step, "abc").position == OYEZ_CHUNKS_DATA);
        CLAIM(chunked("3\r\nabc\r", step, "abc").position == OYEZ_CHUNKS_DATA_END);
        CLAIM(chunked("3\r\nabc\r\n", step, "abc").position == OYEZ_CHUNKS_SIZE_LINE);
    }
}

static void wrong_calls_change_nothing(void)
{
    oyez_bytes input = OYEZ_TEXT("GET / HTTP/1.1\r\n\r\n"), broken = {NULL, 3}, chunk = OYEZ_TEXT("1\r\na\r\n"), content;
    oyez_chunks chunks = {0, 0, 0, 0, 0, 0, 0, 0, 0}, odd = {77, 0, 0, 9, 9, 9, 9, 9, 9};
    oyez_framing framing = {7, 7, 7};
    oyez_request none = oyez_request_empty();
    const uint8_t *begin = chunk.ptr;

    request = oyez_request_empty();
    response = oyez_response_empty();
    count = FIELDS;
    consumed = 7;
    memset(&verdict, 7, sizeof verdict);
    CLAIM(oyez_read_request(broken, 0, &request, fields, &count, &verdict, &consumed) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_read_request(input, 1u << 4, &request, fields, &count, &verdict, &consumed) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_read_request(input, 0, NULL, fields, &count, &verdict, &consumed) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_read_request(input, 0, &request, NULL, &count, &verdict, &consumed) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_read_request(input, 0, &request, fields, NULL, &verdict, &consumed) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_read_request(input, 0, &request, fields, &count, NULL, &consumed) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_read_request(input, 0, &request, fields, &count, &verdict, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_read_response(input, 0, NULL, fields, &count, &verdict, &consumed) == OYEZ_ERR_ARGUMENT);
    request.size = 0;
    CLAIM(oyez_read_request(input, 0, &request, fields, &count, &verdict, &consumed) == OYEZ_ERR_ARGUMENT);
    request.size = sizeof request;
    CLAIM(!memcmp(&request, &none, sizeof none) && count == FIELDS && consumed == 7);

    CLAIM(oyez_judge_request(NULL, NULL, 0, &verdict) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_judge_request(&request, NULL, 0, &verdict) == OYEZ_ERR_ARGUMENT); // No version was read.
    request.version = 11;
    CLAIM(oyez_judge_request(&request, NULL, 1, &verdict) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_judge_request(&request, NULL, 0, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(verdict.error == 0x07070707 && verdict.offset == 0x0707070707070707ull);
    CLAIM(oyez_judge_request(&request, NULL, 0, &verdict) == OYEZ_ERR_HOST_MISSING && !verdict.offset);

    CLAIM(oyez_framing_of(NULL, 1, 0, &framing) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_framing_of(NULL, 0, 0, NULL) == OYEZ_ERR_ARGUMENT && framing.form == 7);
    CLAIM(oyez_framing_of(NULL, 0, 0, &framing) == OYEZ_OK && framing.form == OYEZ_FRAMING_EMPTY);

    CLAIM(!oyez_chunks_next(NULL, &chunk, &content) && !oyez_chunks_next(&chunks, NULL, &content));
    CLAIM(!oyez_chunks_next(&chunks, &chunk, NULL) && !oyez_chunks_next(&chunks, &broken, &content));
    CLAIM(chunk.ptr == begin && chunk.len == 6 && chunks.position == OYEZ_CHUNKS_SIZE_LINE);
    CLAIM(!oyez_chunks_next(&odd, &chunk, &content) && chunk.len == 6 && odd.position == 77);
    CLAIM(oyez_chunks_next(&chunks, &chunk, &content) && content.ptr == begin + 3 && content.len == 1 && !chunk.len);
    chunk.ptr = NULL;
    CLAIM(!oyez_chunks_next(&chunks, &chunk, &content) && !chunk.ptr);
}

int main(void)
{
    a_request_is_read();
    a_response_is_read();
    what_is_not_a_head_is_told();
    an_older_caller_is_served();
    a_request_is_judged();
    a_message_is_framed();
    chunks_are_taken_apart();
    wrong_calls_change_nothing();
    return 0;
}
