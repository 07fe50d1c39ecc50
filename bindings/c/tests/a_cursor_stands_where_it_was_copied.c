// SPDX-License-Identifier: MIT OR Apache-2.0
// The cursor over field lines is a plain value; the ways to a line agree with each other.
#include "claims.h"

int main(void)
{
    oyez_conn *conn = made(OYEZ_SERVER_END);
    oyez_fields fields, first, copy;
    oyez_field field, other;
    oyez_bytes value;
    uint32_t count;

    receive(conn, "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html \r\nX-A: 1\r\naccept: */*\r\nX-a:\t2\r\nX-A:\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST);
    fields = first = oyez_conn_fields(conn);
    CLAIM(oyez_fields_count(first) == 6);
    for (count = 6; oyez_fields_next(&fields, &field); count--) {
        CLAIM(oyez_fields_at(first, 6 - count, &other));
        CLAIM(other.name.ptr == field.name.ptr && oyez_bytes_equal(other.value, field.value));
        CLAIM(oyez_fields_count(fields) == count - 1);
    }
    CLAIM(count == 0 && !oyez_fields_at(first, 6, &field) && !oyez_fields_at(first, UINT32_MAX, &field));

    fields = first;
    CLAIM(oyez_fields_find_next(&fields, OYEZ_TEXT("x-a"), &value) && is(value, "1"));
    copy = fields;
    CLAIM(oyez_fields_find_next(&fields, OYEZ_TEXT("x-a"), &value) && is(value, "2"));
    CLAIM(oyez_fields_find_next(&fields, OYEZ_TEXT("x-a"), &value) && value.len == 0);
    CLAIM(!oyez_fields_find_next(&fields, OYEZ_TEXT("x-a"), &value));
    CLAIM(oyez_fields_next(&copy, &field) && is(field.name, "accept") && is(field.value, "*/*"));
    CLAIM(oyez_fields_at(copy, 1, &field) && is(field.name, "X-A"));

    CLAIM(oyez_fields_find(first, OYEZ_TEXT("ACCEPT"), &value) && is(value, "text/html"));
    CLAIM(oyez_fields_find_known(first, OYEZ_FIELD_ACCEPT, &value) && is(value, "text/html"));
    CLAIM(!oyez_fields_find(first, OYEZ_TEXT("x-b"), &value) && is(value, "text/html"));
    CLAIM(!oyez_fields_find_known(first, OYEZ_FIELD_COOKIE, &value) && !oyez_fields_find_known(first, 0, &value));

    // The index is a cache: no answer depends on it.
    copy = first;
    copy.indexed = 0;
    CLAIM(oyez_fields_count(copy) == 6);
    CLAIM(oyez_fields_find_known(copy, OYEZ_FIELD_ACCEPT, &value) && is(value, "text/html"));
    copy = first;
    copy.index = NULL;
    CLAIM(oyez_fields_count(copy) == 6);

    oyez_conn_forget_head(conn);
    CLAIM(oyez_fields_count(oyez_conn_fields(conn)) == 0 && !oyez_conn_request(conn));
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("")) == OYEZ_OK);
    oyez_conn_free(conn);
    return 0;
}
