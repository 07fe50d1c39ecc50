// SPDX-License-Identifier: MIT OR Apache-2.0
// A form written part by part, and read again whole, octet by octet, and in pieces of each size between.
#include "claims.h"

static char body[1024];
static size_t size;

static oyez_room left(void)
{
    return (oyez_room){(uint8_t *)body + size, sizeof body - size};
}

static void put(oyez_bytes octets)
{
    memcpy(body + size, octets.ptr, octets.len);
    size += octets.len;
}

// Reads the body in pieces of `step` octets; it tells the same story however long they are.
static void in_pieces(size_t step)
{
    const char *expected[] = {"name: Joe Blow", "file: a\r\n--AaB03\r\nb"};
    oyez_multipart reader;
    oyez_form_part part;
    oyez_members lines;
    oyez_field field;
    uint8_t head[128];
    char data[64];
    size_t count = 0, parts = 0;
    oyez_verdict verdict = {0};

    CLAIM(oyez_multipart_init(&reader, oyez_word_of(OYEZ_TEXT("AaB03x")), 2, NULL) == OYEZ_OK);
    for (size_t at = 0; at < size; at += step) {
        oyez_bytes piece, input = {(uint8_t *)body + at, size - at < step ? size - at : step};
        oyez_room room = {head, sizeof head};
        oyez_multipart_event event;

        while ((event = oyez_multipart_next(&reader, &input, room, &piece, &verdict)) != OYEZ_MULTIPART_MORE) {
            if (event == OYEZ_MULTIPART_PART) {
                lines = oyez_members_of(piece);
                CLAIM(oyez_part_next(&lines, &field) && is(field.name, "Content-Disposition"));
                CLAIM(oyez_part_form(piece, &part, NULL) == OYEZ_OK);
                CLAIM(parts == 0 ? !part.filename.raw.ptr : says(part.filename, "a.txt"));
                count = 6;
                memcpy(data, parts ? "file: " : "name: ", 6);
            } else if (event == OYEZ_MULTIPART_DATA) {
                memcpy(data + count, piece.ptr, piece.len);
                count += piece.len;
            } else if (event == OYEZ_MULTIPART_PART_END) {
                if (count)
                    CLAIM(parts < 2 && wrote((uint8_t *)data, count, expected[parts++]));
                count = 0;
            } else {
                CLAIM(event == OYEZ_MULTIPART_END);
            }
        }
    }
    CLAIM(parts == 2 && oyez_multipart_finish(&reader, NULL) == OYEZ_OK);
}

static oyez_multipart_event told(const char *octets, oyez_verdict *verdict)
{
    oyez_multipart reader;
    oyez_bytes input = text(octets), piece;
    uint8_t head[8];
    oyez_room room = {head, sizeof head};
    oyez_multipart_event event;

    CLAIM(oyez_multipart_init(&reader, oyez_word_of(OYEZ_TEXT("x")), 1, NULL) == OYEZ_OK);
    do
        event = oyez_multipart_next(&reader, &input, room, &piece, verdict);
    while (event != OYEZ_MULTIPART_MORE && event != OYEZ_MULTIPART_FAULT);
    return event;
}

int main(void)
{
    const oyez_bytes boundary = OYEZ_TEXT("AaB03x");
    const oyez_field fields[] = {{OYEZ_BYTES("Content-Disposition"), OYEZ_BYTES("form-data; name=\"name\"")}};
    oyez_form_part part = {0};
    oyez_content_range range = {{NULL, 0}, 500, 999, 8000, OYEZ_CONTENT_RANGE_COMPLETE, 0};
    oyez_multipart reader = {0};
    oyez_verdict verdict = {0};
    oyez_bytes input = OYEZ_TEXT("--x"), piece;
    oyez_room none = {NULL, 0};
    size_t written = 0;

    CLAIM(oyez_multipart_head_write(boundary, fields, 1, left(), &written) == OYEZ_OK);
    size += written;
    put(OYEZ_TEXT("Joe Blow\r\n"));
    part.name = oyez_word_of(OYEZ_TEXT("file"));
    part.filename = oyez_word_of(OYEZ_TEXT("a.txt"));
    part.content_type = OYEZ_TEXT("text/plain");
    CLAIM(oyez_multipart_form_head_write(boundary, &part, left(), &written) == OYEZ_OK);
    size += written;
    put(OYEZ_TEXT("a\r\n--AaB03\r\nb\r\n"));
    CLAIM(oyez_multipart_end_write(boundary, left(), &written) == OYEZ_OK);
    size += written;
    CLAIM(!strncmp(body, "--AaB03x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nJoe Blow\r\n", 66));
    for (size_t step = 1; step <= size; step++)
        in_pieces(step);

    WRITES("--AaB03x\r\nContent-Type: a/b\r\nContent-Range: bytes 500-999/8000\r\n\r\n",
        oyez_multipart_range_head_write(boundary, OYEZ_TEXT("a/b"), &range, room, &len));
    WRITES("8000000000000000" "8000000000000000", oyez_multipart_boundary_write((oyez_bytes){(const uint8_t[16]){0},
        16}, room, &len));
    REFUSES_TO_WRITE(oyez_multipart_end_write(OYEZ_TEXT("a\r\nb"), room, &len));

    CLAIM(told("--x\r\nA: 12345\r\n", &verdict) == OYEZ_MULTIPART_FAULT && verdict.error == OYEZ_ERR_MULTIPART_LIMIT);
    CLAIM(told("--x\r\n\r\n\r\n--x\r\n", &verdict) == OYEZ_MULTIPART_FAULT
        && verdict.error == OYEZ_ERR_MULTIPART_LIMIT);
    CLAIM(told("--xy", &verdict) == OYEZ_MULTIPART_FAULT && verdict.error == OYEZ_ERR_MULTIPART_PART
        && verdict.offset == 3);
    CLAIM(told("--x", &verdict) == OYEZ_MULTIPART_MORE);
    // A reader that was never made.
    CLAIM(oyez_multipart_next(&reader, &input, none, &piece, &verdict) == OYEZ_MULTIPART_FAULT
        && verdict.error == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_multipart_finish(&reader, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_multipart_init(&reader, oyez_word_of(OYEZ_TEXT("a ")), 1, &verdict) == OYEZ_ERR_MULTIPART_BOUNDARY);
    return 0;
}
