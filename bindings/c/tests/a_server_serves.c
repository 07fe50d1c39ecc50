// SPDX-License-Identifier: MIT OR Apache-2.0
// Every function of a server, over sockets of this process.
#define _POSIX_C_SOURCE 200809L
#include "claims.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static oyez_server *woken;

static void on_alarm(int number)
{
    (void)number;
    oyez_server_wake(woken);
}

// Polls until this event comes, and gives its connection.
static oyez_conn *until(oyez_server *server, oyez_event wanted)
{
    oyez_conn *conn;
    for (int turns = 0; turns < 10000; ++turns) {
        oyez_event event = oyez_server_poll(server, 5000, &conn);
        if (event == wanted)
            return conn;
        if (event == OYEZ_FAULT)
            fprintf(stderr, "%s\n", oyez_error_text(conn ? oyez_conn_fault(conn)->verdict.error : 0));
    }
    CLAIM(!"it never came");
    return NULL;
}

static void put(int socket, const char *octets)
{
    CLAIM(write(socket, octets, strlen(octets)) == (ssize_t)strlen(octets));
}

static size_t take(int socket, char *octets, size_t room)
{
    size_t count = 0;
    ssize_t now;
    while (count < room && (now = read(socket, octets + count, room - count)) > 0)
        count += (size_t)now;
    octets[count < room ? count : room - 1] = 0;
    return count;
}

static oyez_server *served(const oyez_config *connection)
{
    oyez_server_config config = oyez_server_config_default();
    oyez_server *server;
    config.connection = connection;
    config.connections = 4;
    config.exchanges = 2;
    CLAIM(oyez_server_new(&server, &config) == OYEZ_OK);
    return server;
}

static int joined(oyez_server *server, oyez_conn **conn)
{
    int ends[2];
    CLAIM(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    CLAIM(oyez_server_adopt_connection(server, ends[1], conn) == OYEZ_OK);
    return ends[0];
}

static void null_is_harmless(void)
{
    uint16_t port;
    size_t written;
    ptrdiff_t socket;
    oyez_conn *conn = (oyez_conn *)&port;
    oyez_room room = {NULL, 0};
    oyez_server_free(NULL);
    oyez_server_wake(NULL);
    oyez_server_drain(NULL, 0);
    oyez_server_set_user(NULL, NULL);
    CLAIM(oyez_server_new(NULL, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_listen(NULL, OYEZ_TEXT(""), 0, &port) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_listen_unix(NULL, OYEZ_TEXT("x")) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_adopt(NULL, 0) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_adopt_connection(NULL, 0, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_require_proxy(NULL, 0) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_release(NULL, NULL, &socket, room, &written) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_poll(NULL, 0, &conn) == OYEZ_NOTHING && conn == NULL);
    CLAIM(oyez_server_fd(NULL) == -1);
    CLAIM(oyez_server_interest(NULL).wants == 0);
    CLAIM(oyez_server_count(NULL) == 0);
    CLAIM(oyez_server_stats(NULL) == NULL && oyez_server_fault(NULL) == NULL);
    CLAIM(oyez_server_user(NULL) == NULL);
    CLAIM(oyez_server_conn(NULL, 1) == NULL && oyez_server_next(NULL, NULL) == NULL);
    CLAIM(oyez_conn_id(NULL) == 0 && oyez_conn_listener(NULL) == 4294967295u);
    CLAIM(oyez_conn_peer(NULL).len == 0);
    CLAIM(oyez_conn_send_file(NULL, 0, 0, 0) == OYEZ_ERR_ARGUMENT);
}

static void a_bare_connection_is_no_servers(void)
{
    oyez_conn *bare = made(OYEZ_SERVER_END);
    oyez_server *server = served(NULL);
    ptrdiff_t socket;
    size_t written;
    oyez_room room = {NULL, 0};
    CLAIM(oyez_conn_id(bare) == 0 && oyez_conn_listener(bare) == 4294967295u && oyez_conn_peer(bare).len == 0);
    CLAIM(oyez_conn_send_file(bare, 0, 0, 0) == OYEZ_ERR_STATE);
    CLAIM(oyez_server_release(server, bare, &socket, room, &written) == OYEZ_ERR_ARGUMENT);
    oyez_server_free(server);
    oyez_conn_free(bare);
}

static void a_wrong_configuration_is_refused(void)
{
    struct {
        oyez_server_config known;
        uint64_t unknown;
    } newer = {oyez_server_config_default(), 0};
    oyez_config connection = oyez_config_default();
    oyez_server *server;

    newer.known.size = sizeof newer;
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_OK);
    oyez_server_free(server);
    newer.known.flags = ~OYEZ_REUSE_PORT;
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_ERR_ARGUMENT);
    newer.known.flags = OYEZ_REUSE_PORT;
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_OK);
    oyez_server_free(server);
    // One of an older header, that knows of no flags.
    newer.known.flags = ~OYEZ_REUSE_PORT;
    newer.known.size = offsetof(oyez_server_config, flags);
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_OK);
    oyez_server_free(server);
    newer.known.size = sizeof newer;
    newer.known.flags = 0;
    newer.unknown = 1;
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_ERR_ARGUMENT && server == NULL);
    newer.known.size = 0;
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_ERR_ARGUMENT);
    newer.known = oyez_server_config_default();
    newer.known.connection = &connection;
    connection.role = OYEZ_CLIENT_END;
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_ERR_ARGUMENT);
    connection.role = OYEZ_SERVER_END;
    connection.input_size = OYEZ_NO_BUFFER;
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_new(&server, NULL) == OYEZ_OK);
    oyez_server_free(server);
#if !defined(__SANITIZE_ADDRESS__) // which ends the program instead
    newer.known = oyez_server_config_default();
    newer.known.max_pending = SIZE_MAX / 4;
    CLAIM(oyez_server_new(&server, &newer.known) == OYEZ_ERR_OUT_OF_MEMORY && server == NULL);
#endif
}

static void a_port_that_is_taken_is_told(void)
{
    oyez_server *server = served(NULL), *other = served(NULL);
    uint16_t port;
    CLAIM(oyez_server_fault(server) == NULL);
    CLAIM(oyez_server_listen(server, OYEZ_TEXT(""), 0, &port) == OYEZ_OK && port != 0);
    CLAIM(oyez_server_listen(other, OYEZ_TEXT("127.0.0.1"), port, NULL) == OYEZ_ERR_OS);
    CLAIM(oyez_server_fault(other)->verdict.error == OYEZ_ERR_OS);
    CLAIM(oyez_server_fault(other)->verdict.os_error == EADDRINUSE);
    CLAIM(oyez_server_listen(other, OYEZ_TEXT("localhost"), 0, NULL) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_adopt(other, -1) == OYEZ_ERR_ARGUMENT);
    oyez_server_free(server);
    CLAIM(oyez_server_listen(other, OYEZ_TEXT("127.0.0.1"), port, NULL) == OYEZ_OK);
    CLAIM(oyez_server_fault(other) == NULL);
    oyez_server_free(other);
}

static void an_answer_may_come_later(void)
{
    oyez_server *server = served(NULL);
    int mark = 0;
    oyez_conn *conn, *same;
    int peer = joined(server, &conn);
    uint64_t id = oyez_conn_id(conn);
    char octets[4096];
    oyez_bytes value;

    CLAIM(id != 0 && oyez_server_conn(server, id) == conn && oyez_server_conn(server, id + 1) == NULL);
    CLAIM(oyez_server_next(server, NULL) == conn && oyez_server_next(server, conn) == NULL);
    CLAIM(oyez_conn_listener(conn) == 4294967295u && is(oyez_conn_peer(conn), "unix"));
    CLAIM(oyez_server_count(server) == 1);
    CLAIM(oyez_conn_user(conn) == NULL);
    oyez_conn_set_user(conn, &mark);
    // Before there is a request, nothing can be sent.
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("x")) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_request(conn) == NULL && oyez_conn_fault(conn) == NULL);

    put(peer, "GET /a?b HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n");
    CLAIM(until(server, OYEZ_REQUEST) == conn);
    CLAIM(oyez_conn_user(conn) == &mark);
    CLAIM(is(oyez_conn_request(conn)->path, "/a") && is(oyez_conn_request(conn)->query, "b"));
    CLAIM(oyez_fields_find(oyez_conn_fields(conn), OYEZ_TEXT("x"), &value) && is(value, "y"));
    // A server does these by itself.
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING && oyez_conn_room(conn).len == 0);
    CLAIM(oyez_conn_tell_time(conn, 1) == OYEZ_ERR_STATE && oyez_conn_sent(conn, 0) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_send_elsewhere(conn, 1) == OYEZ_ERR_STATE);
    while (oyez_server_poll(server, 0, &same) != OYEZ_NOTHING)
        ;
    // A frame later.
    CLAIM(is(oyez_conn_request(conn)->path, "/a"));
    CLAIM(oyez_conn_reply(oyez_server_conn(server, id), 200, NULL, 0, OYEZ_TEXT("later")) == OYEZ_OK);
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("again")) == OYEZ_ERR_ANSWERED);
    CLAIM(until(server, OYEZ_SENT) == conn);
    while (oyez_server_poll(server, 0, &same) != OYEZ_NOTHING)
        ;
    CLAIM(oyez_conn_request(conn) == NULL && oyez_conn_user(conn) == &mark);

    shutdown(peer, SHUT_WR);
    CLAIM(until(server, OYEZ_CLOSED) == conn);
    CLAIM(oyez_conn_user(conn) == &mark && oyez_conn_id(conn) == id);
    CLAIM(oyez_server_conn(server, id) == NULL && oyez_server_count(server) == 0);
    (void)take(peer, octets, sizeof octets);
    CLAIM(strstr(octets, "\r\nServer: oyez\r\n") && strstr(octets, "\r\n\r\nlater"));
    close(peer);

    // The next one in its place has another id, and no pointer of the user.
    CLAIM(oyez_server_poll(server, 0, &same) == OYEZ_NOTHING);
    peer = joined(server, &same);
    CLAIM(same == conn && oyez_conn_id(same) != id && oyez_conn_user(same) == NULL);
    close(peer);
    CLAIM(oyez_server_poll(server, 100, &same) != OYEZ_FAULT);
    oyez_server_free(server);
}

static void a_fault_is_told_and_answered(void)
{
    oyez_server *server = served(NULL);
    oyez_conn *conn;
    int peer = joined(server, &conn);
    char octets[4096];

    put(peer, "GET / HTTP/1.1\r\nHost: h\r\nX y: z\r\n\r\n");
    shutdown(peer, SHUT_WR);
    CLAIM(until(server, OYEZ_FAULT) == conn);
    CLAIM(oyez_conn_fault(conn)->verdict.error == OYEZ_ERR_FIELD_NAME);
    CLAIM(oyez_conn_fault(conn)->verdict.status == 400 && oyez_conn_fault(conn)->verdict.offset == 26);
    CLAIM(until(server, OYEZ_CLOSED) == conn);
    CLAIM(oyez_conn_fault(conn)->verdict.error == OYEZ_ERR_FIELD_NAME);
    (void)take(peer, octets, sizeof octets);
    CLAIM(strncmp(octets, "HTTP/1.1 400 ", 13) == 0);
    close(peer);
    CLAIM(oyez_server_stats(server)->violations == 1);

    peer = joined(server, &conn);
    CLAIM(oyez_conn_fault(conn) == NULL);
    put(peer, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    CLAIM(until(server, OYEZ_REQUEST) == conn);
    CLAIM(oyez_conn_fault(conn) == NULL);
    oyez_conn_abort(conn);
    CLAIM(until(server, OYEZ_CLOSED) == conn);
    CLAIM(take(peer, octets, sizeof octets) == 0);
    close(peer);
    oyez_server_free(server);
}

static void files_and_large_replies_go_out(void)
{
    enum { SIZE = 1 << 20 };
    oyez_server *server = served(NULL);
    oyez_conn *conn;
    int peer = joined(server, &conn);
    char *large = malloc(SIZE), *octets = malloc(3 * SIZE);
    FILE *file = tmpfile();
    size_t count = 0;

    CLAIM(large && octets && file);
    for (size_t at = 0; at < SIZE; ++at)
        large[at] = (char)('a' + at % 23);
    CLAIM(fwrite(large, 1, SIZE, file) == SIZE && fflush(file) == 0);
    put(peer, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    for (bool over = false; !over;) {
        switch (oyez_server_poll(server, 0, &conn)) {
        case OYEZ_REQUEST:
            if (is(oyez_conn_request(conn)->path, "/1")) {
                oyez_bytes content = {(const uint8_t *)large, SIZE};
                CLAIM(oyez_conn_reply(conn, 200, NULL, 0, content) == OYEZ_OK);
            } else {
                CLAIM(oyez_conn_send_response(conn, 200, SIZE - 5, NULL, 0) == OYEZ_OK);
                CLAIM(oyez_conn_send_file(conn, -1, 0, 1) == OYEZ_ERR_ARGUMENT);
                CLAIM(oyez_conn_send_file(conn, fileno(file), 5, SIZE - 5) == OYEZ_OK);
                CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
                fclose(file);
            }
            break;
        case OYEZ_CLOSED: over = true; break;
        case OYEZ_FAULT: CLAIM(!"a fault"); break;
        default: {
            ssize_t now = recv(peer, octets + count, 30000, MSG_DONTWAIT);
            count += now > 0 ? (size_t)now : 0;
        }
        }
    }
    count += take(peer, octets + count, (size_t)3 * SIZE - count);
    CLAIM(count > 2 * SIZE - 5 && memcmp(octets + count - (SIZE - 5), large + 5, SIZE - 5) == 0);
    CLAIM(memcmp(strstr(octets, "\r\n\r\n") + 4, large, SIZE) == 0);
    close(peer);
    free(large);
    free(octets);
    oyez_server_free(server);
}

static void a_socket_is_released(void)
{
    static const oyez_field upgrade[] = {{OYEZ_BYTES("Upgrade"), OYEZ_BYTES("x")}};
    oyez_server *server = served(NULL);
    oyez_conn *conn;
    int peer = joined(server, &conn);
    uint8_t memory[16];
    oyez_room room = {memory, 3};
    ptrdiff_t socket;
    size_t written;
    char octets[1024];

    put(peer, "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nraw octets");
    CLAIM(until(server, OYEZ_REQUEST) == conn);
    CLAIM(oyez_server_release(server, conn, &socket, room, &written) == OYEZ_ERR_STATE && socket == -1);
    CLAIM(oyez_conn_send_informational(conn, 101, upgrade, 1) == OYEZ_OK);
    CLAIM(until(server, OYEZ_TUNNEL) == conn);
    CLAIM(oyez_server_release(server, conn, &socket, room, &written) == OYEZ_ERR_ARGUMENT && written == 10);
    room.len = sizeof memory;
    CLAIM(oyez_server_release(server, conn, &socket, room, &written) == OYEZ_OK && written == 10);
    CLAIM(memcmp(memory, "raw octets", 10) == 0);
    CLAIM(oyez_server_count(server) == 0 && oyez_conn_id(conn) == 0);
    put((int)socket, "mine");
    close((int)socket);
    (void)take(peer, octets, sizeof octets);
    CLAIM(strncmp(octets, "HTTP/1.1 101 ", 13) == 0 && strstr(octets, "\r\n\r\nmine"));
    close(peer);
    oyez_server_free(server);
}

static void a_proxy_names_the_peer(void)
{
    oyez_server *server = served(NULL);
    struct sockaddr_in address = {0};
    oyez_conn *conn;
    uint16_t port;
    int peer = socket(AF_INET, SOCK_STREAM, 0);

    CLAIM(oyez_server_require_proxy(server, 0) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_server_listen(server, OYEZ_TEXT(""), 0, &port) == OYEZ_OK);
    CLAIM(oyez_server_require_proxy(server, 0) == OYEZ_OK);
    CLAIM(oyez_server_require_proxy(server, 1) == OYEZ_ERR_ARGUMENT);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CLAIM(connect(peer, (struct sockaddr *)&address, sizeof address) == 0);
    put(peer, "PROXY TCP6 2001:db8::9 2001:db8::1 1234 80\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");
    conn = until(server, OYEZ_REQUEST);
    CLAIM(is(oyez_conn_peer(conn), "[2001:db8::9]:1234") && oyez_conn_listener(conn) == 0);
    close(peer);
    oyez_server_free(server);
}

static void kept_fields_and_hosts_are_heeded(void)
{
    static const oyez_bytes names[] = {OYEZ_BYTES("X-Kept")}, hosts[] = {OYEZ_BYTES("localhost"), OYEZ_BYTES("::1")};
    oyez_config connection = oyez_config_default();
    oyez_server_config config = oyez_server_config_default();
    oyez_server *server;
    oyez_conn *conn;
    int peer;

    connection.keep = names;
    connection.keep_count = 1;
    config.connection = &connection;
    config.hosts = hosts;
    config.host_count = 2; // the second stands in no brackets
    CLAIM(oyez_server_new(&server, &config) == OYEZ_ERR_ARGUMENT && server == NULL);
    config.host_count = 1;
    CLAIM(oyez_server_new(&server, &config) == OYEZ_OK);
    peer = joined(server, &conn);
    put(peer, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Kept: 1\r\nX-Dropped: 2\r\n\r\n");
    CLAIM(until(server, OYEZ_REQUEST) == conn);
    CLAIM(oyez_fields_count(oyez_conn_fields(conn)) == 2 && oyez_conn_request(conn)->dropped == 1);
    CLAIM(oyez_conn_reply(conn, 204, NULL, 0, OYEZ_TEXT("")) == OYEZ_OK);
    put(peer, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    CLAIM(until(server, OYEZ_FAULT) == conn);
    CLAIM(oyez_conn_fault(conn)->verdict.error == OYEZ_ERR_HOST_MISDIRECTED);
    CLAIM(oyez_conn_fault(conn)->verdict.flags == OYEZ_MAY_CONTINUE);
    close(peer);
    CLAIM(until(server, OYEZ_CLOSED) == conn);
    oyez_server_free(server);
}

static void a_wake_and_a_drain_end_what_they_should(void)
{
    oyez_server *server = served(NULL);
    struct sigaction action = {0};
    oyez_conn *conn;
    uint16_t port;
    int peer, listener;
    struct sockaddr_in address = {0};
    char octets[1024];

    CLAIM(oyez_server_fd(server) >= 0);
    woken = server;
    action.sa_handler = on_alarm;
    CLAIM(sigaction(SIGALRM, &action, NULL) == 0);
    alarm(1);
    CLAIM(oyez_server_poll(server, 30000, &conn) == OYEZ_NOTHING && conn == NULL);
    oyez_server_wake(server);
    CLAIM(oyez_server_poll(server, 30000, &conn) == OYEZ_NOTHING);

    CLAIM(oyez_server_listen(server, OYEZ_TEXT(""), 0, &port) == OYEZ_OK);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    CLAIM(oyez_server_adopt(server, listener) == OYEZ_ERR_ARGUMENT);
    CLAIM(close(listener) == 0); // it is still ours
    peer = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CLAIM(connect(peer, (struct sockaddr *)&address, sizeof address) == 0);
    put(peer, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    conn = until(server, OYEZ_REQUEST);
    CLAIM(oyez_conn_listener(conn) == 0 && oyez_conn_peer(conn).len > 10);
    oyez_server_drain(server, OYEZ_NO_TIMEOUT);
    CLAIM(oyez_conn_reply(conn, 200, NULL, 0, OYEZ_TEXT("last")) == OYEZ_OK);
    CLAIM(until(server, OYEZ_SENT) == conn);
    (void)shutdown(peer, SHUT_WR);
    CLAIM(until(server, OYEZ_CLOSED) == conn);
    CLAIM(until(server, OYEZ_DRAINED) == NULL);
    CLAIM(oyez_server_poll(server, 0, &conn) == OYEZ_NOTHING);
    (void)take(peer, octets, sizeof octets);
    CLAIM(strstr(octets, "\r\nConnection: close\r\n") && strstr(octets, "last"));
    CLAIM(oyez_server_stats(server)->accepted == 1 && oyez_server_stats(server)->responses == 1);
    close(peer);
    oyez_server_free(server);
}

int main(void)
{
    int mark;
    oyez_server *server = served(NULL);
    oyez_server_set_user(server, &mark);
    CLAIM(oyez_server_user(server) == &mark);
    oyez_server_free(server);

    null_is_harmless();
    a_bare_connection_is_no_servers();
    a_wrong_configuration_is_refused();
    a_port_that_is_taken_is_told();
    an_answer_may_come_later();
    a_fault_is_told_and_answered();
    files_and_large_replies_go_out();
    a_socket_is_released();
    a_proxy_names_the_peer();
    kept_fields_and_hosts_are_heeded();
    a_wake_and_a_drain_end_what_they_should();
    return 0;
}
