// SPDX-License-Identifier: MIT OR Apache-2.0
// A client end: pipelined requests, an informational response, a response to HEAD, content of each framing.
#include "claims.h"

static const oyez_field host[] = {{OYEZ_BYTES("Host"), OYEZ_BYTES("example.org")}};

static void ask(oyez_conn *conn, const char *method)
{
    CLAIM(oyez_conn_send_request(conn, text(method), OYEZ_TEXT("/x"), OYEZ_LENGTH_NONE, host, 1) == OYEZ_OK);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
}

int main(void)
{
    oyez_conn *conn = made(OYEZ_CLIENT_END);
    const oyez_response *response;
    oyez_bytes value;
    int mine;

    oyez_conn_set_user(conn, &mine);
    CLAIM(oyez_conn_user(conn) == &mine);
    ask(conn, "GET");
    ask(conn, "HEAD");
    CLAIM(leaves(conn, "GET /x HTTP/1.1\r\nHost: example.org\r\n\r\nHEAD /x HTTP/1.1\r\nHost: example.org\r\n\r\n"));
    CLAIM(oyez_conn_interest(conn).wants & OYEZ_WANT_READ);
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING && !oyez_conn_response(conn));

    receive(conn, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                  "HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\nETag: \"e\"\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n"
                  "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_INFORMATIONAL);
    response = oyez_conn_response(conn);
    CLAIM(response->size == sizeof *response && response->status == 103 && response->version == 11);
    CLAIM(oyez_fields_find(oyez_conn_fields(conn), OYEZ_TEXT("link"), &value) && is(value, "</a>"));
    CLAIM(oyez_conn_step(conn) == OYEZ_RESPONSE);
    response = oyez_conn_response(conn);
    CLAIM(response->status == 200 && is(response->reason, "Fine") && response->length == OYEZ_LENGTH_UNKNOWN);
    CLAIM(response->announced_length == OYEZ_LENGTH_NONE && response->flags == 0 && !oyez_conn_request(conn));
    CLAIM(oyez_fields_find_known(oyez_conn_fields(conn), OYEZ_FIELD_ETAG, &value) && is(value, "\"e\""));
    CLAIM(oyez_conn_step(conn) == OYEZ_CONTENT && is(oyez_conn_content(conn), "abc"));
    CLAIM(oyez_conn_step(conn) == OYEZ_COMPLETE);
    CLAIM(oyez_fields_find(oyez_conn_trailers(conn), OYEZ_TEXT("x"), &value) && is(value, "y"));
    CLAIM(is(response->reason, "Fine"));

    CLAIM(oyez_conn_step(conn) == OYEZ_RESPONSE);
    response = oyez_conn_response(conn);
    CLAIM(response->length == 0 && response->announced_length == 7);
    CLAIM(oyez_conn_step(conn) == OYEZ_COMPLETE);
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);

    ask(conn, "GET");
    receive(conn, "HTTP/1.0 200 OK\r\n\r\nto the end");
    CLAIM(oyez_conn_step(conn) == OYEZ_RESPONSE && oyez_conn_response(conn)->flags == OYEZ_LAST);
    CLAIM(oyez_conn_step(conn) == OYEZ_CONTENT && is(oyez_conn_content(conn), "to the end"));
    CLAIM(oyez_conn_sent(conn, oyez_conn_pending(conn).len) == OYEZ_OK && oyez_conn_ended(conn) == OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_COMPLETE);
    CLAIM(oyez_conn_step(conn) == OYEZ_CLOSED && oyez_conn_step(conn) == OYEZ_NOTHING);
    oyez_conn_free(conn);
    return 0;
}
