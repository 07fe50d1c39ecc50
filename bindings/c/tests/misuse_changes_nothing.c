// SPDX-License-Identifier: MIT OR Apache-2.0
// NULL for everything, enumerators that are none, calls in a wrong order: each is refused, and nothing else happens.
#include "claims.h"

static const oyez_field broken_name = {{NULL, 3}, {NULL, 0}};
static const oyez_field reserved = {OYEZ_BYTES("Content-Length"), OYEZ_BYTES("3")};
static const oyez_field injected = {OYEZ_BYTES("X"), OYEZ_BYTES("a\r\nSet-Cookie: b")};
static const oyez_field host = {OYEZ_BYTES("Host"), OYEZ_BYTES("a")};

static void null_handles_are_refused(void)
{
    oyez_room room = {NULL, 0};
    size_t taken = 7;
    CLAIM(oyez_conn_reset(NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_lend_buffers(NULL, room, room) == OYEZ_ERR_ARGUMENT);
    oyez_conn_set_user(NULL, &taken);
    CLAIM(oyez_conn_user(NULL) == NULL);
    CLAIM(oyez_conn_tell_time(NULL, 1) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_interest(NULL).wants == 0 && oyez_conn_interest(NULL).wait_ms == OYEZ_NO_TIMEOUT);
    CLAIM(oyez_conn_room(NULL).len == 0 && oyez_conn_room(NULL).ptr == NULL);
    CLAIM(oyez_conn_filled(NULL, 0) == OYEZ_ERR_ARGUMENT && oyez_conn_ended(NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_step(NULL) == OYEZ_NOTHING);
    oyez_conn_pause(NULL, true);
    CLAIM(oyez_conn_used(NULL, 0) == OYEZ_ERR_ARGUMENT);
    oyez_conn_forget_head(NULL);
    CLAIM(!oyez_conn_request(NULL) && !oyez_conn_response(NULL) && !oyez_conn_fault(NULL));
    CLAIM(oyez_fields_count(oyez_conn_fields(NULL)) == 0 && oyez_fields_count(oyez_conn_trailers(NULL)) == 0);
    CLAIM(!oyez_conn_head(NULL).ptr && !oyez_conn_content(NULL).ptr && !oyez_conn_pending(NULL).ptr);
    CLAIM(oyez_conn_leniencies(NULL) == 0);
    CLAIM(oyez_conn_reply(NULL, 200, NULL, 0, OYEZ_TEXT("")) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_send_response(NULL, 200, 0, NULL, 0) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_send_informational(NULL, 100, NULL, 0) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_send_request(NULL, OYEZ_TEXT("GET"), OYEZ_TEXT("/"), 0, &host, 1) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_send_content(NULL, OYEZ_TEXT("a"), &taken) == OYEZ_ERR_ARGUMENT && taken == 7);
    CLAIM(oyez_conn_content_room(NULL).len == 0 && oyez_conn_content_filled(NULL, 0) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_send_elsewhere(NULL, 1) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_sent_elsewhere(NULL, 1) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_send_end(NULL, NULL, 0) == OYEZ_ERR_ARGUMENT);
    oyez_conn_make_last(NULL);
    oyez_conn_abort(NULL);
    CLAIM(oyez_conn_sent(NULL, 0) == OYEZ_ERR_ARGUMENT);
    oyez_conn_free(NULL);
}

static void wrong_configurations_are_refused(void)
{
    static uint64_t memory[OYEZ_CONN_WORDS(64, 64)];
    oyez_room room = {(uint8_t *)memory, sizeof memory}, odd = {(uint8_t *)memory + 1, sizeof memory - 1};
    oyez_config right = oyez_config_default(), wrong;
    oyez_conn *conn = (oyez_conn *)memory;

    right.input_size = right.output_size = 64;
    CLAIM(oyez_conn_init(NULL, &right, room) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_init(&conn, NULL, room) == OYEZ_ERR_ARGUMENT && !conn);
    CLAIM(oyez_conn_size(NULL) == 0 && oyez_conn_new(NULL, &right) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_init(&conn, &right, odd) == OYEZ_ERR_ARGUMENT && !conn);
    room.len = oyez_conn_size(&right) - 1;
    CLAIM(oyez_conn_init(&conn, &right, room) == OYEZ_ERR_MEMORY_SIZE && !conn);
    room.len++;
    CLAIM(oyez_conn_init(&conn, &right, room) == OYEZ_OK && conn);

#define WRONG(change) \
    wrong = right; \
    wrong.change; \
    CLAIM(oyez_conn_size(&wrong) == 0 && oyez_conn_init(&conn, &wrong, room) == OYEZ_ERR_ARGUMENT && !conn); \
    CLAIM(oyez_conn_new(&conn, &wrong) == OYEZ_ERR_ARGUMENT && !conn)
    WRONG(size = 0);
    WRONG(size = 7);
    WRONG(size = 1 << 20);
    WRONG(role = 2);
    WRONG(allow = 1 << 4);
    WRONG(allow = OYEZ_NOTE_TRAILER_DROPPED);
    WRONG(version = 1);
    WRONG(version = 20);
    WRONG(keep_count = 1);
    WRONG(input_size = 65536);
    WRONG(content_size = 65536);
    WRONG(reserved = 1);
}

static void a_call_at_the_wrong_time_changes_nothing(void)
{
    oyez_conn *conn = made(OYEZ_SERVER_END);
    oyez_bytes nowhere = {NULL, 1};
    size_t taken = 7, pending;

    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("")) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_send_response(conn, 200, 0, NULL, 0) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_send_content(conn, OYEZ_TEXT("a"), &taken) == OYEZ_ERR_STATE && taken == 7);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_send_elsewhere(conn, 1) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_sent_elsewhere(conn, 1) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_content_filled(conn, 1) == OYEZ_ERR_STATE && oyez_conn_content_room(conn).len == 0);
    CLAIM(oyez_conn_used(conn, 0) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_sent(conn, 1) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_filled(conn, oyez_conn_room(conn).len + 1) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_send_request(conn, OYEZ_TEXT("GET"), OYEZ_TEXT("/"), 0, &host, 1) == OYEZ_ERR_ROLE);
    CLAIM(oyez_conn_pending(conn).len == 0 && oyez_conn_step(conn) == OYEZ_NOTHING);

    receive(conn, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST);
    CLAIM(oyez_conn_reply(conn, 99, NULL, 0, OYEZ_TEXT("")) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_reply(conn, 70000, NULL, 0, OYEZ_TEXT("")) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_reply(conn, 200, NULL, 1, OYEZ_TEXT("")) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_reply(conn, 200, &broken_name, 1, OYEZ_TEXT("")) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_reply(conn, 200, &host, SIZE_MAX, OYEZ_TEXT("")) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, nowhere) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_reply(conn, 200, &reserved, 1, OYEZ_TEXT("")) == OYEZ_ERR_FIELD_RESERVED);
    CLAIM(oyez_conn_reply(conn, 200, &injected, 1, OYEZ_TEXT("")) == OYEZ_ERR_FIELD_SYNTAX);
    CLAIM(oyez_conn_send_informational(conn, 200, NULL, 0) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_pending(conn).len == 0);
    CLAIM(oyez_conn_step(conn) == OYEZ_CONTENT);
    CLAIM(oyez_conn_used(conn, 4) == OYEZ_ERR_ARGUMENT && oyez_conn_used(conn, 1) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_CONTENT && is(oyez_conn_content(conn), "bc"));
    CLAIM(oyez_conn_step(conn) == OYEZ_COMPLETE);

    CLAIM(oyez_conn_send_response(conn, 200, 3, NULL, 0) == OYEZ_OK);
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("")) == OYEZ_ERR_ANSWERED);
    pending = oyez_conn_pending(conn).len;
    CLAIM(oyez_conn_send_content(conn, OYEZ_TEXT("abcd"), NULL) == OYEZ_ERR_CONTENT_LENGTH);
    CLAIM(oyez_conn_send_content(conn, nowhere, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_ERR_CONTENT_LENGTH);
    CLAIM(oyez_conn_pending(conn).len == pending);
    CLAIM(oyez_conn_send_content(conn, OYEZ_TEXT("abc"), &taken) == OYEZ_OK && taken == 3);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
    CLAIM(oyez_conn_ended(conn) == OYEZ_OK && oyez_conn_ended(conn) == OYEZ_ERR_STATE);
    oyez_conn_free(conn);

    conn = made(OYEZ_CLIENT_END);
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("")) == OYEZ_ERR_ROLE);
    CLAIM(oyez_conn_send_request(conn, OYEZ_TEXT("GET"), OYEZ_TEXT("/"), 0, NULL, 0) == OYEZ_ERR_HOST_NEEDED);
    CLAIM(oyez_conn_send_request(conn, OYEZ_TEXT("G T"), OYEZ_TEXT("/"), 0, &host, 1) != OYEZ_OK);
    CLAIM(oyez_conn_send_request(conn, OYEZ_TEXT("GET"), OYEZ_TEXT("/ b"), 0, &host, 1) != OYEZ_OK);
    CLAIM(oyez_conn_pending(conn).len == 0);
    oyez_conn_free(conn);
}

static void values_without_a_place_are_refused(void)
{
    oyez_bytes list = OYEZ_TEXT("a, b"), whole = list, nowhere = {NULL, 2}, name;
    oyez_room none = {NULL, 0}, lost = {NULL, 4};
    oyez_fields fields = oyez_conn_fields(NULL);
    uint8_t octets[4];
    oyez_room room = {octets, sizeof octets};
    size_t written = 7;
    oyez_field field;

    CLAIM(!oyez_list_next(NULL, &name) && !oyez_list_next(&list, NULL) && list.ptr == whole.ptr);
    CLAIM(!oyez_query_next(&list, &name, NULL) && !oyez_query_next(&list, NULL, &name) && list.len == whole.len);
    CLAIM(!oyez_list_next(&nowhere, &name) && !oyez_query_next(&nowhere, &name, &name));
    CLAIM(!oyez_fields_next(NULL, &field) && !oyez_fields_next(&fields, NULL) && !oyez_fields_next(&fields, &field));
    CLAIM(!oyez_fields_find(fields, nowhere, &name) && !oyez_fields_find_next(NULL, list, &name));
    CLAIM(!oyez_fields_find_known(fields, 4711, &name) && !oyez_fields_at(fields, 0, NULL));
    CLAIM(!oyez_bytes_equal(nowhere, nowhere) && !oyez_bytes_equal_nocase(list, nowhere));
    CLAIM(oyez_percent_decode(nowhere, room, &written) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_percent_decode(list, room, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_percent_decode(list, lost, &written) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_percent_decode(OYEZ_TEXT("abcde"), room, &written) == OYEZ_ERR_ARGUMENT && written == 7);
    CLAIM(oyez_percent_decode(OYEZ_TEXT(""), none, &written) == OYEZ_OK && written == 0);
    CLAIM(oyez_date_write(0, room) == OYEZ_ERR_ARGUMENT && oyez_date_write(0, none) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_field_check(broken_name) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_field_check(reserved) == OYEZ_ERR_FIELD_RESERVED);
    CLAIM(oyez_field_check(injected) == OYEZ_ERR_FIELD_SYNTAX && oyez_field_check(host) == OYEZ_OK);
    CLAIM(oyez_status_reason(70000).len == 0 && oyez_status_reason(299).len == 0);
    CLAIM(!strcmp(oyez_error_name(4711), "OYEZ_ERR_UNKNOWN") && !strcmp(oyez_error_clause(4711), ""));
    CLAIM(!strcmp(oyez_error_name(OYEZ_OK), "OYEZ_OK") && oyez_error_text(4711)[0]);
    CLAIM(oyez_version() == OYEZ_VERSION);
}

int main(void)
{
    null_handles_are_refused();
    wrong_configurations_are_refused();
    a_call_at_the_wrong_time_changes_nothing();
    values_without_a_place_are_refused();
    return 0;
}
