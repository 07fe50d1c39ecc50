// SPDX-License-Identifier: MIT OR Apache-2.0
// A handle whose connection is over does nothing and harms nothing; an id tells the next connection in its place from
// the one before; behind the end of HTTP octets flow raw.
#define _POSIX_C_SOURCE 200809L
#include "claims.h"

#include <sys/socket.h>
#include <unistd.h>

static oyez_server *served(size_t connections)
{
    oyez_server_config config = oyez_server_config_default();
    oyez_server *server;
    config.connections = connections;
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

static void put(int socket, const char *octets)
{
    CLAIM(write(socket, octets, strlen(octets)) == (ssize_t)strlen(octets));
}

// Polls until this event comes, and gives its connection.
static oyez_conn *until(oyez_server *server, oyez_event wanted)
{
    oyez_conn *conn;
    for (int turns = 0; turns < 1000; ++turns)
        if (oyez_server_poll(server, 5000, &conn) == wanted)
            return conn;
    CLAIM(!"it never came");
    return NULL;
}

// Everything one might do with a connection.
static void is_over(oyez_server *server, oyez_conn *conn, uint64_t id)
{
    static const oyez_field field[] = {{OYEZ_BYTES("A"), OYEZ_BYTES("b")}};
    size_t count = 0;
    ptrdiff_t socket = 0;
    oyez_room room = {NULL, 0};

    CLAIM(oyez_server_conn(server, id) == NULL);
    CLAIM(oyez_conn_id(conn) == 0 && oyez_conn_user(conn) == NULL);
    CLAIM(oyez_conn_request(conn) == NULL && oyez_conn_response(conn) == NULL && oyez_conn_fault(conn) == NULL);
    CLAIM(oyez_fields_count(oyez_conn_fields(conn)) == 0 && oyez_conn_content(conn).len == 0);
    CLAIM(oyez_conn_pending(conn).len == 0 && oyez_conn_room(conn).len == 0);
    CLAIM(oyez_conn_step(conn) == OYEZ_NOTHING);
    CLAIM(oyez_conn_reply(conn, 200, field, 1, OYEZ_TEXT("x")) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_send_response(conn, 200, 1, field, 1) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_send_informational(conn, 103, field, 1) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_send_content(conn, OYEZ_TEXT("x"), &count) == OYEZ_ERR_STATE && count == 0);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_send_file(conn, 0, 0, 1) == OYEZ_ERR_STATE);
    CLAIM(oyez_conn_used(conn, 0) == OYEZ_ERR_STATE);
    CLAIM(oyez_server_release(server, conn, &socket, room, &count) == OYEZ_ERR_STATE && socket == -1);
    oyez_conn_pause(conn, true);
    oyez_conn_pause(conn, false);
    oyez_conn_forget_head(conn);
    oyez_conn_make_last(conn);
    oyez_conn_abort(conn);
    CLAIM(oyez_server_poll(server, 0, &conn) == OYEZ_NOTHING);
}

static void a_handle_may_outlive_its_connection(void)
{
    oyez_server *server = served(2);
    oyez_conn *conn, *next;
    int peer = joined(server, &conn), mark;
    uint64_t id = oyez_conn_id(conn), second;

    oyez_conn_set_user(conn, &mark);
    put(peer, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    CLAIM(until(server, OYEZ_REQUEST) == conn);
    close(peer);
    oyez_conn_abort(conn);
    CLAIM(until(server, OYEZ_CLOSED) == conn);
    // Until the next poll, to tell which it was.
    CLAIM(oyez_conn_id(conn) == id && oyez_conn_user(conn) == &mark && oyez_server_conn(server, id) == NULL);
    CLAIM(oyez_server_poll(server, 0, &next) == OYEZ_NOTHING);
    is_over(server, conn, id);

    peer = joined(server, &next);
    second = oyez_conn_id(next);
    CLAIM(next == conn && second != id && oyez_server_conn(server, second) == next);
    CLAIM(oyez_server_conn(server, id) == NULL && oyez_conn_user(next) == NULL);
    close(peer);
    oyez_server_free(server);
}

static void all_connections_are_found(void)
{
    enum { MOST = 5 };
    oyez_server *server = served(MOST);
    oyez_conn *conns[MOST], *conn;
    int peers[MOST], found = 0;

    for (int at = 0; at < MOST; ++at)
        peers[at] = joined(server, &conns[at]);
    while (oyez_server_poll(server, 0, &conn) != OYEZ_NOTHING)
        ;
    // Those that go while one looks are not found any more, the others are.
    for (conn = oyez_server_next(server, NULL); conn; conn = oyez_server_next(server, conn)) {
        ptrdiff_t socket;
        size_t written;
        oyez_room room = {NULL, 0};
        CLAIM(oyez_server_conn(server, oyez_conn_id(conn)) == conn);
        if (found++ == 1) {
            CLAIM(oyez_server_release(server, conns[3], &socket, room, &written) == OYEZ_OK);
            close((int)socket);
        }
    }
    CLAIM(found == MOST - 1 && oyez_server_count(server) == MOST - 1);
    CLAIM(oyez_server_next(server, conns[2]) == conns[4] && oyez_server_next(server, conns[4]) == NULL);
    for (int at = 0; at < MOST; ++at)
        close(peers[at]);
    oyez_server_free(server);
}

static void octets_flow_raw_behind_the_end_of_http(void)
{
    static const oyez_field upgrade[] = {{OYEZ_BYTES("Upgrade"), OYEZ_BYTES("x")}};
    oyez_server *server = served(1);
    oyez_conn *conn;
    int peer = joined(server, &conn);
    size_t taken = 0;
    char octets[1024];
    ssize_t count;

    put(peer, "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nGET / no HTTP");
    CLAIM(until(server, OYEZ_REQUEST) == conn);
    CLAIM(oyez_conn_send_informational(conn, 101, upgrade, 1) == OYEZ_OK);
    CLAIM(until(server, OYEZ_CONTENT) == conn && is(oyez_conn_content(conn), "GET / no HTTP"));
    // Only part of it is taken: the rest is told again.
    CLAIM(oyez_conn_used(conn, 6) == OYEZ_OK);
    CLAIM(until(server, OYEZ_CONTENT) == conn && is(oyez_conn_content(conn), "no HTTP"));
    CLAIM(oyez_conn_send_content(conn, oyez_conn_content(conn), &taken) == OYEZ_OK && taken == 7);
    shutdown(peer, SHUT_WR);
    CLAIM(until(server, OYEZ_COMPLETE) == conn);
    CLAIM(oyez_conn_send_content(conn, OYEZ_TEXT(", bye"), &taken) == OYEZ_OK && taken == 5);
    CLAIM(oyez_conn_send_end(conn, NULL, 0) == OYEZ_OK);
    CLAIM(until(server, OYEZ_CLOSED) == conn);
    count = recv(peer, octets, sizeof octets - 1, MSG_WAITALL);
    CLAIM(count > 0);
    octets[count] = 0;
    CLAIM(!strncmp(octets, "HTTP/1.1 101 ", 13) && !strcmp(strstr(octets, "\r\n\r\n"), "\r\n\r\nno HTTP, bye"));
    close(peer);
    oyez_server_free(server);
}

int main(void)
{
    a_handle_may_outlive_its_connection();
    all_connections_are_found();
    octets_flow_raw_behind_the_end_of_http();
    return 0;
}
