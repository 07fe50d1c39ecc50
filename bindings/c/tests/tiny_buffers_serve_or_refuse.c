// SPDX-License-Identifier: MIT OR Apache-2.0
// Buffers of every size from one octet: what does not fit is refused by its own rule, and nothing is overrun.
#include "claims.h"

int main(void)
{
    static const char request[] = "POST /abc HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789";
    bool served = false, refused = false;

    for (size_t size = 1; size < 200; size++) {
        oyez_config config = oyez_config_default();
        size_t at = 0, content = 0;
        oyez_event event = OYEZ_NOTHING;
        bool complete = false;
        oyez_conn *conn;

        config.input_size = config.output_size = size;
        CLAIM(oyez_conn_new(&conn, &config) == OYEZ_OK);
        while (event != OYEZ_CLOSED) {
            oyez_room room = oyez_conn_room(conn);
            size_t count = room.len < sizeof request - 1 - at ? room.len : sizeof request - 1 - at;
            if (count)
                memcpy(room.ptr, request + at, count);
            CLAIM(oyez_conn_filled(conn, count) == OYEZ_OK);
            at += count;
            if (at == sizeof request - 1)
                (void)oyez_conn_ended(conn);
            event = oyez_conn_step(conn);
            content += oyez_conn_content(conn).len;
            if (event == OYEZ_FAULT) {
                uint32_t error = oyez_conn_fault(conn)->verdict.error;
                CLAIM(error == OYEZ_ERR_TARGET_TOO_LONG || error == OYEZ_ERR_HEAD_TOO_LARGE);
                refused = true;
            }
            if (event == OYEZ_COMPLETE) {
                uint32_t error = oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("ok"));
                CLAIM(content == 10);
                CLAIM(error == OYEZ_OK || error == OYEZ_ERR_OUTPUT_SIZE);
                complete = true;
                if (error)
                    oyez_conn_abort(conn);
            }
            CLAIM(oyez_conn_sent(conn, oyez_conn_pending(conn).len) == OYEZ_OK);
            if (event == OYEZ_NOTHING && at < sizeof request - 1 && !count)
                (void)oyez_conn_ended(conn);
        }
        served = served || complete;
        oyez_conn_free(conn);
    }
    CLAIM(served && refused);
    return 0;
}
