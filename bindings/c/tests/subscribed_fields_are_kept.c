// SPDX-License-Identifier: MIT OR Apache-2.0
// Of many fields only those named are kept; the others stream past, however long, and are counted.
#include "claims.h"

static const oyez_bytes names[] = {OYEZ_BYTES("X-Token"), OYEZ_BYTES("Accept")};

int main(void)
{
    static uint64_t memory[OYEZ_CONN_WORDS(256, 128)];
    oyez_room room = {(uint8_t *)memory, sizeof memory};
    oyez_config config = oyez_config_default();
    oyez_fields fields;
    oyez_field field;
    oyez_bytes value;
    oyez_conn *conn;

    config.input_size = 256;
    config.output_size = 128;
    config.keep = names;
    config.keep_count = 2;
    CLAIM(oyez_conn_init(&conn, &config, room) == OYEZ_OK);
    receive(conn, "GET / HTTP/1.1\r\nHost: a\r\nCookie: ");
    for (int piece = 0; piece < 100; piece++)
        pour(conn, "0123456789012345678901234567890123456789");
    pour(conn, "\r\nx-token: secret\r\nReferer: /\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST);
    CLAIM(oyez_conn_request(conn)->dropped == 2 && oyez_conn_head(conn).ptr == NULL);
    fields = oyez_conn_fields(conn);
    CLAIM(oyez_fields_count(fields) == 2);
    CLAIM(oyez_fields_find(fields, OYEZ_TEXT("X-TOKEN"), &value) && is(value, "secret"));
    CLAIM(!oyez_fields_find_known(fields, OYEZ_FIELD_COOKIE, &value));
    CLAIM(oyez_fields_next(&fields, &field) && is(field.name, "Host"));
    CLAIM(oyez_conn_reply(conn, 204, NULL, 0, OYEZ_TEXT("")) == OYEZ_OK);

    // NULL keeps all, and no name keeps only Host.
    config.keep_count = 0;
    CLAIM(oyez_conn_init(&conn, &config, room) == OYEZ_OK);
    receive(conn, "GET / HTTP/1.1\r\nAccept: */*\r\nHost: a\r\n\r\n");
    CLAIM(oyez_conn_step(conn) == OYEZ_REQUEST && oyez_conn_request(conn)->dropped == 1);
    CLAIM(oyez_fields_count(oyez_conn_fields(conn)) == 1);
    return 0;
}
