// SPDX-License-Identifier: MIT OR Apache-2.0
// libevent's HTTP server: evhttp PORT CONTENT THREADS
#include "../common.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>

static void answer(struct evhttp_request *request, void *about)
{
    const task *task = about;
    struct evbuffer *content = evhttp_request_get_output_buffer(request);
    evhttp_add_header(evhttp_request_get_output_headers(request), "Content-Type", "text/plain");
    evbuffer_add_reference(content, task->content, task->content_size, NULL, NULL);
    evhttp_send_reply(request, 200, "OK", NULL);
}

static void *serve(void *about)
{
    struct event_base *base = event_base_new();
    struct evhttp *http = base ? evhttp_new(base) : NULL;
    if (!http || evhttp_accept_socket(http, listener(about)) != 0)
        fail("evhttp");
    evhttp_set_gencb(http, answer, about);
    event_base_dispatch(base);
    return NULL;
}

int main(int argc, char **argv)
{
    task task = task_of(argc, argv);
    serve_all(serve, &task);
}
