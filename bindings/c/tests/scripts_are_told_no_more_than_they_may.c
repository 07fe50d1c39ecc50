// SPDX-License-Identifier: MIT OR Apache-2.0
// The variables of a request: in the order of the text, fields of one name as one, and no name that poses as another.
#include "claims.h"

int main(void)
{
    const oyez_field fields[] = {
        {OYEZ_BYTES("Cookie"), OYEZ_BYTES("a=1")},
        {OYEZ_BYTES("Accept"), OYEZ_BYTES("text/*")},
        {OYEZ_BYTES("Proxy"), OYEZ_BYTES("evil")},
        {OYEZ_BYTES("X_Real_Ip"), OYEZ_BYTES("evil")},
        {OYEZ_BYTES("Authorization"), OYEZ_BYTES("Basic eDp5")},
        {OYEZ_BYTES("cookie"), OYEZ_BYTES("b=2")},
        {OYEZ_BYTES("Content-Type"), OYEZ_BYTES("text/plain")},
        {OYEZ_BYTES("accept"), OYEZ_BYTES("image/*")},
    };
    const char *expected[] = {
        "CONTENT_LENGTH=5", "GATEWAY_INTERFACE=CGI/1.1", "PATH_INFO=/a b", "QUERY_STRING=q=1",
            "REMOTE_ADDR=192.0.2.1",
        "REQUEST_METHOD=POST", "SCRIPT_NAME=/cgi", "SERVER_NAME=example.org", "SERVER_PORT=8080",
        "SERVER_PROTOCOL=HTTP/1.1", "SERVER_SOFTWARE=oyez", "HTTP_ACCEPT=text/*, image/*", "CONTENT_TYPE=text/plain",
        "HTTP_COOKIE=a=1; b=2",
    };
    oyez_cgi_request request = {0};
    oyez_cgi_line lines[5];
    oyez_cgi cgi;
    uint8_t octets[64];
    oyez_room room = {octets, sizeof octets}, small = {octets, 3};
    size_t written = 0;
    oyez_verdict verdict = {0};

    request.method = OYEZ_TEXT("POST");
    request.script_name = OYEZ_TEXT("/cgi");
    CLAIM(oyez_cgi_path_info(OYEZ_TEXT("/cgi/a%20b"), request.script_name, &request.path_info));
    CLAIM(!oyez_cgi_path_info(OYEZ_TEXT("/cgibin"), request.script_name, &request.path_info));
    request.query = OYEZ_TEXT("q=1");
    request.version = 11;
    request.content_length = 5;
    request.flags = OYEZ_CGI_CONTENT_LENGTH;
    request.server_name = OYEZ_TEXT("example.org");
    request.server_port = 8080;
    request.server_software = OYEZ_TEXT("oyez");
    request.remote_addr = OYEZ_TEXT("192.0.2.1");

    CLAIM(oyez_cgi_begin(&cgi, &request, fields, 8, lines, 4) == OYEZ_ERR_FIELD_COUNT);
    CLAIM(oyez_cgi_begin(&cgi, &request, fields, 8, lines, 5) == OYEZ_OK);
    CLAIM(oyez_cgi_next(&cgi, small, &written) == OYEZ_ERR_ARGUMENT && written == strlen(expected[0]));
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        CLAIM(oyez_cgi_next(&cgi, room, &written) == OYEZ_OK);
        CLAIM(wrote(octets, written, expected[i]));
    }
    CLAIM(oyez_cgi_next(&cgi, room, &written) == OYEZ_OK && written == 0);

    CLAIM(oyez_cgi_path_check(OYEZ_TEXT("/a%2Fb"), &verdict) == OYEZ_ERR_PATH_OCTET && verdict.offset == 2);
    CLAIM(oyez_cgi_path_check(OYEZ_TEXT("/a/../b"), NULL) == OYEZ_OK);
    request.script_name = OYEZ_TEXT("/a%00");
    request.path_info = OYEZ_TEXT("");
    CLAIM(oyez_cgi_begin(&cgi, &request, NULL, 0, NULL, 0) == OYEZ_OK);
    for (size_t i = 0; i < 6; i++)
        CLAIM(oyez_cgi_next(&cgi, room, &written) == OYEZ_OK && written > 0);
    CLAIM(oyez_cgi_next(&cgi, room, &written) == OYEZ_ERR_FIELD_SYNTAX && written == 0);
    CLAIM(oyez_cgi_next(&cgi, room, &written) == OYEZ_OK && wrote(octets, written, "SERVER_NAME=example.org"));
    return 0;
}
