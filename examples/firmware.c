// SPDX-License-Identifier: MIT OR Apache-2.0
// A lamp on a bare board: no heap, no operating system, 1.7 KiB in all.
//
//     cc -ffreestanding -DOYEZ_NO_SERVER -Iinclude -c examples/firmware.c
//
// The functions that are only declared are the board's; bindings/c/tests/board.c has a board of cardboard.
#define OYEZ_NO_SERVER
#include <oyez.h>

// The board's TCP: what lwIP, or a modem, gives you.
size_t tcp_read(uint8_t *octets, size_t room); // 0: none now
size_t tcp_write(const uint8_t *octets, size_t len);
bool tcp_ended(void);
void tcp_shutdown(void); // our side only
void tcp_close(void);    // both; then waits for the next peer
uint32_t millis(void);   // may wrap
void lamp(bool on);
void http_start(void);
void http_poll(void);

static uint64_t memory[OYEZ_CONN_WORDS(1024, 256)];
static oyez_conn *conn;

void http_start(void)
{
    oyez_config config = oyez_config_default();
    oyez_room room = {(uint8_t *)memory, sizeof memory};

    config.input_size = 1024;
    config.output_size = 256;
    config.head_ms = 10000;
    config.idle_ms = 10000;
    config.send_ms = 10000;
    (void)oyez_conn_init(&conn, &config, room);
}

static void answer(uint32_t status)
{
    (void)oyez_conn_reply(conn, status, NULL, 0, OYEZ_TEXT(""));
}

static void serve(const oyez_request *request)
{
    if (oyez_bytes_equal(request->path, OYEZ_TEXT("/lamp/on"))) {
        lamp(true);
        answer(204);
    } else if (oyez_bytes_equal(request->path, OYEZ_TEXT("/lamp/off"))) {
        lamp(false);
        answer(204);
    } else {
        answer(404);
    }
}

static void write_pending(void)
{
    oyez_bytes pending = oyez_conn_pending(conn);
    (void)oyez_conn_sent(conn, tcp_write(pending.ptr, pending.len));
}

void http_poll(void) // from the main loop
{
    oyez_room room = oyez_conn_room(conn);
    oyez_event event;
    bool closed = false;

    (void)oyez_conn_tell_time(conn, millis());
    (void)oyez_conn_filled(conn, tcp_read(room.ptr, room.len));
    if (tcp_ended())
        (void)oyez_conn_ended(conn);
    write_pending();

    while ((event = oyez_conn_step(conn)) != OYEZ_NOTHING) {
        if (event == OYEZ_REQUEST)
            serve(oyez_conn_request(conn));
        if (event == OYEZ_FAULT && oyez_conn_fault(conn)->verdict.status)
            answer(oyez_conn_fault(conn)->verdict.status);
        if (event == OYEZ_CLOSED)
            closed = true;
    }
    write_pending();

    if (oyez_conn_interest(conn).wants & OYEZ_WANT_SHUTDOWN)
        tcp_shutdown();
    if (closed) {
        tcp_close();
        (void)oyez_conn_reset(conn);
    }
}
