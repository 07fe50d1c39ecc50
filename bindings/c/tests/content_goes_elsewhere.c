// SPDX-License-Identifier: MIT OR Apache-2.0
// Content that the program writes to the transport itself: the gap is told, and closed before anything else leaves.
#include "claims.h"

int main(void)
{
    oyez_conn *conn = made(OYEZ_SERVER_END);
    receive(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST && oyez_conn_step(conn) == OYEZ_COMPLETE);
    CLAIM(oyez_conn_send_response(conn, 200, OYEZ_LENGTH_UNKNOWN, NULL, 0) == OYEZ_OK);
    CLAIM(oyez_conn_send_elsewhere(conn, 1000000) == OYEZ_OK);
    CLAIM(oyez_conn_interest(conn).elsewhere == 0 || oyez_conn_pending(conn).len > 0);
    CLAIM(oyez_conn_sent_elsewhere(conn, 1) == OYEZ_ERR_STATE); // The head is pending before it.
    CLAIM(oyez_conn_send_content(conn, OYEZ_TEXT("x"), NULL) == OYEZ_ERR_OUTPUT_FULL);
    CLAIM(leaves(conn, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf4240\r\n"));
    CLAIM(oyez_conn_interest(conn).elsewhere == 1000000);
    CLAIM(oyez_conn_sent_elsewhere(conn, 1000001) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_conn_sent_elsewhere(conn, 400000) == OYEZ_OK);
    CLAIM(oyez_conn_interest(conn).elsewhere == 600000 && oyez_conn_pending(conn).len == 0);
    CLAIM(oyez_conn_sent_elsewhere(conn, 600000) == OYEZ_OK);
    CLAIM(oyez_conn_interest(conn).elsewhere == 0);
    CLAIM(oyez_conn_send_content(conn, OYEZ_TEXT("x"), NULL) == OYEZ_OK);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
    CLAIM(leaves(conn, "\r\n1\r\nx\r\n0\r\n\r\n"));
    oyez_conn_free(conn);

    // A message broken off must look broken off.
    conn = made(OYEZ_SERVER_END);
    receive(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST);
    CLAIM(oyez_conn_send_response(conn, 200, 10, NULL, 0) == OYEZ_OK);
    oyez_conn_abort(conn);
    CLAIM(oyez_conn_pending(conn).len == 0);
    CLAIM(oyez_conn_send_content(conn, OYEZ_TEXT("x"), NULL) != OYEZ_OK);
    CLAIM(oyez_conn_step(conn) == OYEZ_CLOSED && oyez_conn_step(conn) == OYEZ_NOTHING);
    oyez_conn_free(conn);
    return 0;
}
