// SPDX-License-Identifier: MIT OR Apache-2.0
// GNU libmicrohttpd: libmicrohttpd PORT CONTENT THREADS
#include "../common.h"

#include <microhttpd.h>

// A response may be queued from the second call on; it is made once.
static enum MHD_Result answer(void *response, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **state)
{
    static int seen;
    (void)url, (void)method, (void)version, (void)upload;
    if (!*state) {
        *state = &seen;
        return MHD_YES;
    }
    if (*upload_size) {
        *upload_size = 0;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

int main(int argc, char **argv)
{
    task task = task_of(argc, argv);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(task.content_size, task.content, MHD_RESPMEM_PERSISTENT);
    if (!response || MHD_add_response_header(response, "Content-Type", "text/plain") != MHD_YES)
        fail("libmicrohttpd");
    // As many threads as there are to be, each with epoll.
    unsigned threads = task.threads > 1 ? task.threads : 0;
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer, response, MHD_OPTION_LISTEN_SOCKET, listener(&task),
        MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT, 2048u, MHD_OPTION_END);
    if (!daemon)
        fail("MHD_start_daemon");
    for (;;)
        pause();
}
