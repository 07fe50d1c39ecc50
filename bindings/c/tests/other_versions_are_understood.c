// SPDX-License-Identifier: MIT OR Apache-2.0
// A configuration of an older header leaves out what it does not know; one of a newer header may, if it asks for nothing.
#include "claims.h"

struct newer {
    oyez_config known;
    uint64_t unknown;
};

int main(void)
{
    struct newer newer = {oyez_config_default(), 0};
    oyez_config older = oyez_config_default();
    oyez_conn *conn;

    older.head_ms = 1;
    older.size = offsetof(oyez_config, head_ms);
    older.role = OYEZ_CLIENT_END;
    CLAIM(oyez_conn_size(&older) == OYEZ_CONN_SIZE(16384, 16384));
    CLAIM(oyez_conn_new(&conn, &older) == OYEZ_OK);
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("")) == OYEZ_ERR_ROLE);
    CLAIM(oyez_conn_interest(conn).wait_ms == OYEZ_NO_TIMEOUT);
    oyez_conn_free(conn);

    newer.known.size = sizeof newer;
    CLAIM(oyez_conn_size(&newer.known) > 0);
    newer.unknown = 1;
    CLAIM(oyez_conn_size(&newer.known) == 0 && oyez_conn_new(&conn, &newer.known) == OYEZ_ERR_ARGUMENT && !conn);
    return 0;
}
