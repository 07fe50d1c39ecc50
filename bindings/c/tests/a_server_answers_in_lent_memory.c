// SPDX-License-Identifier: MIT OR Apache-2.0
// A server end in static memory: two requests on one connection, content echoed while it comes, the end told last.
#include "claims.h"

static uint64_t memory[OYEZ_CONN_WORDS(1024, 512)];

static const oyez_field plain[] = {{OYEZ_BYTES("Content-Type"), OYEZ_BYTES("text/plain")}};

int main(void)
{
    oyez_config config = oyez_config_default();
    oyez_room room = {(uint8_t *)memory, sizeof memory};
    const oyez_request *request;
    oyez_conn *conn;

    config.input_size = 1024;
    config.output_size = 512;
    CLAIM(oyez_conn_size(&config) == OYEZ_CONN_SIZE(1024, 512));
    CLAIM(oyez_conn_init(&conn, &config, room) == OYEZ_OK);
    CLAIM(oyez_conn_room(conn).len == 1024);
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);

    receive(conn, "GET /a%20b?q HTTP/1.1\r\nHost: example.org\r\n\r\n"
                  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n12");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST);
    request = oyez_conn_request(conn);
    CLAIM(request && request->size == sizeof *request);
    CLAIM(is(request->method, "GET") && is(request->target, "/a%20b?q") && is(request->path, "/a%20b"));
    CLAIM(is(request->query, "q") && is(request->authority, "example.org") && request->upgrade.ptr == NULL);
    CLAIM(request->target_form == OYEZ_ORIGIN_FORM && request->version == 11 && request->length == 0);
    CLAIM(is(oyez_conn_head(conn), "GET /a%20b?q HTTP/1.1\r\nHost: example.org\r\n\r\n"));
    CLAIM(oyez_conn_response(conn) == NULL && oyez_conn_fault(conn) == NULL);
    CLAIM(oyez_conn_reply(conn, 200, plain, 1, OYEZ_TEXT("hello")) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_COMPLETE);
    CLAIM(is(request->path, "/a%20b")); // Heads stay put until the exchange is over.
    CLAIM(leaves(conn, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"));

    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST);
    request = oyez_conn_request(conn);
    CLAIM(is(request->method, "POST") && request->length == 4 && request->query.ptr == NULL);
    CLAIM(oyez_conn_send_response(conn, 200, OYEZ_LENGTH_UNKNOWN, NULL, 0) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_CONTENT);
    CLAIM(oyez_conn_send_content(conn, oyez_conn_content(conn), NULL) == OYEZ_OK);
    receive(conn, "34");
    CLAIM(oyez_conn_step(conn) == OYEZ_CONTENT);
    CLAIM(is(oyez_conn_content(conn), "34"));
    CLAIM(oyez_conn_send_content(conn, oyez_conn_content(conn), NULL) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_COMPLETE);
    CLAIM(oyez_conn_content(conn).len == 0);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
    CLAIM(leaves(conn, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n12\r\n2\r\n34\r\n0\r\n\r\n"));
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);
    CLAIM(oyez_conn_request(conn) == NULL);

    CLAIM(oyez_conn_ended(conn) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_CLOSED);
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);

    // As new, for another peer; which breaks a rule.
    CLAIM(oyez_conn_reset(conn) == OYEZ_OK);
    receive(conn, "GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_FAULT);
    CLAIM(oyez_conn_fault(conn)->verdict.error == OYEZ_ERR_FIELD_NAME);
    CLAIM(oyez_conn_fault(conn)->verdict.status == 400);
    CLAIM(oyez_conn_fault(conn)->verdict.offset == 26);
    CLAIM(!strcmp(oyez_error_name(OYEZ_ERR_FIELD_NAME), "OYEZ_ERR_FIELD_NAME"));
    CLAIM(!strcmp(oyez_error_clause(OYEZ_ERR_FIELD_NAME), "RFC 9110, 5.1"));
    CLAIM(oyez_conn_reply(conn, 400, NULL, 0, OYEZ_TEXT("")) == OYEZ_OK);
    CLAIM(oyez_conn_pending(conn).len > 0);
    CLAIM(oyez_conn_sent(conn, oyez_conn_pending(conn).len) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);
    CLAIM(oyez_conn_interest(conn).wants & OYEZ_WANT_SHUTDOWN);
    CLAIM(oyez_conn_ended(conn) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_CLOSED);
    oyez_conn_free(conn); // Not made by oyez_conn_new: nothing happens.
    oyez_conn_free(NULL);
    return 0;
}
