// SPDX-License-Identifier: MIT OR Apache-2.0
// Structured fields, bodies of several parts, and the variables of a request.
#include "tell.h"

static void bare(const oyez_sf_bare *read)
{
    switch (read->kind) {
    case OYEZ_SF_INTEGER:
        integer("integer", read->number);
        break;
    case OYEZ_SF_DECIMAL:
        integer("decimal", read->number);
        break;
    case OYEZ_SF_STRING:
        said("string", read->text);
        break;
    case OYEZ_SF_TOKEN:
        said("token", read->text);
        break;
    case OYEZ_SF_BYTES:
        said("bytes", read->text);
        break;
    case OYEZ_SF_BOOLEAN:
        integer("boolean", read->number);
        break;
    case OYEZ_SF_DATE:
        integer("date", read->number);
        break;
    default:
        CLAIM(read->kind == OYEZ_SF_DISPLAY_STRING);
        said("display", read->text);
    }
}

static void sf_parameters(oyez_members parameters)
{
    oyez_bytes key;
    oyez_sf_bare value;
    while (oyez_sf_parameters_next(&parameters, &key, &value)) {
        parameter();
        octets("key", key);
        bare(&value);
    }
}

static void member(const oyez_bytes *key, const oyez_sf_member *read)
{
    line();
    if (key)
        octets("key", *key);
    if (read->bare.kind == OYEZ_SF_INNER_LIST) {
        oyez_members items = read->items;
        oyez_sf_member item;
        word("begin");
        while (oyez_sf_items_next(&items, &item))
            member(NULL, &item);
        line();
        word("end");
    } else {
        bare(&read->bare);
    }
    sf_parameters(read->parameters);
}

void item(oyez_bytes value)
{
    oyez_sf_member read;
    READ(read, oyez_sf_item_read(value, &read, &verdict));
    member(NULL, &read);
    written(oyez_sf_item_write(&read, room(), &len));
}

void list(oyez_bytes value)
{
    oyez_members read, rest;
    oyez_sf_member next;
    READ(read, oyez_sf_list_read(value, &read, &verdict));
    rest = read;
    while (oyez_sf_list_next(&rest, &next))
        member(NULL, &next);
    written(oyez_sf_list_write(read, room(), &len));
}

void dictionary(oyez_bytes value)
{
    oyez_members read, rest;
    oyez_sf_member next;
    oyez_bytes key;
    READ(read, oyez_sf_dictionary_read(value, &read, &verdict));
    rest = read;
    while (oyez_sf_dictionary_next(&rest, &key, &next))
        member(&key, &next);
    written(oyez_sf_dictionary_write(read, room(), &len));
}

// The place of "\r\n\r\n".
static size_t head_end(oyez_bytes value)
{
    for (size_t at = 0; at + 4 <= value.len; at++)
        if (memcmp(value.ptr + at, "\r\n\r\n", 4) == 0)
            return at;
    return value.len;
}

static void part(oyez_bytes head)
{
    oyez_form_part form;
    oyez_members lines = oyez_members_of(head);
    oyez_field field;
    line();
    word("part");
    if (oyez_part_form(head, &form, NULL) == OYEZ_OK) {
        said("name", form.name);
        some_text("filename", form.filename);
        some_octets("content-type", form.content_type);
    }
    while (oyez_part_next(&lines, &field)) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", OYEZ_ARG(field.name));
        parameter();
        octets(name, field.value);
    }
}

void multipart(oyez_bytes value)
{
    static const char FIELD[] = "Content-Type: ";
    uint8_t head[512], data[4096];
    oyez_room place = {head, sizeof head};
    size_t end = head_end(value), before = sizeof FIELD - 1, count = 0;
    oyez_bytes of_type = {value.ptr + before, end - before}, body, piece;
    oyez_media_type type;
    oyez_word boundary = {{NULL, 0}, OYEZ_PLAIN, 0};
    oyez_multipart reader;
    oyez_verdict verdict;
    memset(&verdict, 0, sizeof verdict);
    CLAIM(end < value.len && memcmp(value.ptr, FIELD, before) == 0);
    CLAIM(oyez_media_type_read(of_type, &type, NULL) == OYEZ_OK);
    oyez_parameters_find(type.parameters, text("boundary"), &boundary);
    if (oyez_multipart_init(&reader, boundary, 64, NULL) != OYEZ_OK) {
        refuse("MULTIPART_BOUNDARY", end);
        return;
    }
    body.ptr = value.ptr + end + 4;
    body.len = value.len - end - 4;
    for (;;) {
        oyez_bytes all = {data, count};
        switch (oyez_multipart_next(&reader, &body, place, &piece, &verdict)) {
        case OYEZ_MULTIPART_PART:
            part(piece);
            break;
        case OYEZ_MULTIPART_DATA:
            CLAIM(count + piece.len <= sizeof data);
            memcpy(data + count, piece.ptr, piece.len);
            count += piece.len;
            break;
        case OYEZ_MULTIPART_PART_END:
            line();
            octets("data", all);
            count = 0;
            break;
        case OYEZ_MULTIPART_END:
            line();
            word("end");
            break;
        case OYEZ_MULTIPART_FAULT:
            refused(&verdict, end + 4);
            return;
        default:
            oyez_multipart_finish(&reader, &verdict);
            refused(&verdict, end + 4);
            return;
        }
    }
}

void cgi(oyez_bytes value)
{
    oyez_field fields[64];
    oyez_cgi_line lines[64];
    size_t field_count = 64, consumed, second = 1, last;
    oyez_request head = oyez_request_empty();
    oyez_cgi_request request;
    oyez_cgi cgi;
    oyez_verdict verdict;
    memset(&verdict, 0, sizeof verdict);
    memset(&request, 0, sizeof request);
    CLAIM(oyez_read_request(value, 0, &head, fields, &field_count, &verdict, &consumed) == OYEZ_OK);
    oyez_cgi_path_check(head.path, &verdict);
    if (refused(&verdict, (size_t)(head.path.ptr - value.ptr)))
        return;
    while (second < head.path.len && head.path.ptr[second] != '/')
        second++;
    last = second + 1;
    while (last < head.path.len && head.path.ptr[last] != '/')
        last++;
    request.method = head.method;
    request.script_name.ptr = head.path.ptr;
    request.script_name.len = last < head.path.len ? last : head.path.len;
    CLAIM(oyez_cgi_path_info(head.path, request.script_name, &request.path_info));
    request.query = head.query;
    request.server_name = text("server.example");
    request.server_software = text("oyez");
    request.remote_addr = text("192.0.2.1");
    request.server_port = 80;
    request.version = head.version;
    request.flags = memcmp(head.path.ptr, "/raw/", 5) == 0 ? OYEZ_CGI_AUTHORIZATION : 0;
    CLAIM(oyez_cgi_begin(&cgi, &request, fields, field_count, lines, 64) == OYEZ_OK);
    for (;;) {
        char variable[1024], *sign;
        oyez_room place = {(uint8_t *)variable, sizeof variable - 1};
        oyez_bytes octets_;
        size_t count;
        CLAIM(oyez_cgi_next(&cgi, place, &count) == OYEZ_OK);
        if (!count)
            return;
        variable[count] = '\0';
        sign = strchr(variable, '=');
        CLAIM(sign);
        *sign = '\0';
        octets_.ptr = (uint8_t *)sign + 1;
        octets_.len = count - (size_t)(sign + 1 - variable);
        line();
        octets(variable, octets_);
    }
}
