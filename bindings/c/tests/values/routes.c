// SPDX-License-Identifier: MIT OR Apache-2.0
// Where messages go and come from; references and forms; what is of one connection.
#include "tell.h"

void host(oyez_bytes value)
{
    oyez_host read;
    oyez_address of_host;
    READ(read, oyez_host_read(value, &read, &verdict));
    line();
    octets("host", read.host);
    if (read.flags & OYEZ_HAS_PORT)
        number("port", read.port);
    if (oyez_host_address(&read, &of_host))
        address(of_host);
    written(oyez_host_write(&read, room(), &len));
}

static void tell_recipient(const oyez_via *read)
{
    line();
    octets("protocol", read->protocol);
    octets("version", read->version);
    octets("received-by", read->received_by);
    if (read->flags & OYEZ_HAS_PORT)
        number("port", read->port);
    some_text("comment", read->comment);
}

void via(oyez_bytes value)
{
    LIST(oyez_via, oyez_via_next, tell_recipient, oyez_via_write);
}

static void node(const char *name, const oyez_node *read)
{
    if (!read->name.ptr)
        return;
    parameter();
    octets(name, read->name);
    some_octets("port", read->port);
    address(read->address);
}

static void tell_element(const oyez_forwarded *read)
{
    line();
    word("element");
    some_octets("host", read->host);
    some_octets("proto", read->proto);
    node("for", &read->client);
    node("by", &read->by);
    parameters(read->extensions);
}

void forwarded(oyez_bytes value)
{
    LIST(oyez_forwarded, oyez_forwarded_next, tell_element, oyez_forwarded_write);
}

static void tell_hop(const oyez_hop *read)
{
    line();
    octets("text", read->text);
    if (read->flags & OYEZ_HAS_PORT)
        number("port", read->port);
    address(read->address);
}

void x_forwarded_for(oyez_bytes value)
{
    LIST(oyez_hop, oyez_x_forwarded_for_next, tell_hop, oyez_x_forwarded_for_write);
}

void client_ip(oyez_bytes value)
{
    oyez_hop read;
    READ(read, oyez_client_ip_read(value, &read, &verdict));
    tell_hop(&read);
    written(oyez_x_forwarded_for_write(&read, 1, room(), &len));
}

static void tell_option(const oyez_bytes *name)
{
    line();
    octets("option", *name);
}

void connection(oyez_bytes value)
{
    LIST(oyez_bytes, oyez_connection_next, tell_option, oyez_connection_write);
}

void keep_alive(oyez_bytes value)
{
    oyez_keep_alive read;
    READ(read, oyez_keep_alive_read(value, &read, &verdict));
    line();
    word("keep");
    if (read.flags & OYEZ_KEEP_ALIVE_TIMEOUT)
        number("timeout", read.timeout);
    if (read.flags & OYEZ_KEEP_ALIVE_MAX)
        number("max", read.max);
    written(oyez_keep_alive_write(&read, room(), &len));
}

static void tell_protocol(const oyez_product *read)
{
    line();
    octets("protocol", read->name);
    some_octets("version", read->version);
}

void upgrade(oyez_bytes value)
{
    LIST(oyez_product, oyez_upgrade_next, tell_protocol, oyez_upgrade_write);
}

static void tell_name(const oyez_bytes *name)
{
    line();
    octets("name", *name);
}

void trailer(oyez_bytes value)
{
    LIST(oyez_bytes, oyez_trailer_next, tell_name, oyez_trailer_write);
}

static void tell_expectation(const oyez_expectation *read)
{
    line();
    octets("name", read->name);
    some_text("value", read->value);
    flag("continue", !read->value.raw.ptr && oyez_bytes_equal_nocase(read->name, text("100-continue")));
    parameters(read->parameters);
}

void expect(oyez_bytes value)
{
    LIST(oyez_expectation, oyez_expect_next, tell_expectation, oyez_expect_write);
}

void mailbox(oyez_bytes value)
{
    oyez_mailbox read;
    READ(read, oyez_from_read(value, &read, &verdict));
    line();
    some_text("display-name", read.display_name);
    said("local-part", read.local_part);
    octets("domain", read.domain);
    written(oyez_from_write(&read, room(), &len));
}

static void tell_product(const oyez_product *read)
{
    line();
    if (read->name.ptr) {
        octets("product", read->name);
        some_octets("version", read->version);
    } else {
        said("comment", read->comment);
    }
}

void products(oyez_bytes value)
{
    LIST(oyez_product, oyez_products_next, tell_product, oyez_products_write);
}

static void tell_method(const oyez_bytes *method)
{
    line();
    octets("method", *method);
}

void methods(oyez_bytes value)
{
    LIST(oyez_bytes, oyez_allow_next, tell_method, oyez_allow_write);
}

void title(oyez_bytes value)
{
    oyez_bytes title;
    READ(title, oyez_title_read(value, &title, &verdict));
    line();
    octets("text", title);
    written(oyez_title_write(title, room(), &len));
}

static void tell_link(const oyez_link *read)
{
    line();
    octets("target", read->target);
    if (read->rel.raw.ptr) {
        // Its relation types, a space between two.
        uint8_t types[512];
        oyez_bytes all = {types, 0};
        oyez_word rel = read->rel, type;
        while (oyez_link_relations_next(&rel, &type)) {
            oyez_room place;
            size_t count;
            if (all.len)
                types[all.len++] = ' ';
            place.ptr = types + all.len;
            place.len = sizeof types - all.len;
            CLAIM(oyez_word_copy(type, place, &count) == OYEZ_OK);
            all.len += count;
        }
        octets("rel", all);
    }
    some_text("anchor", read->anchor);
    some_text("rev", read->rev);
    some_text("title", read->title);
    if (read->extended_title.encoded.ptr)
        extended("title*", &read->extended_title);
    parameters(read->parameters);
}

void links(oyez_bytes value)
{
    LIST(oyez_link, oyez_links_next, tell_link, oyez_links_write);
}

static void uri(const oyez_uri *read)
{
    line();
    some_octets("scheme", read->scheme);
    some_octets("userinfo", read->userinfo);
    some_octets("host", read->host);
    some_octets("port", read->port);
    octets("path", read->path);
    some_octets("query", read->query);
    some_octets("fragment", read->fragment);
    written(oyez_uri_write(read, room(), &len));
}

void uri_reference(oyez_bytes value)
{
    oyez_uri read;
    READ(read, oyez_uri_read(value, &read, &verdict));
    uri(&read);
}

void absolute_uri(oyez_bytes value)
{
    oyez_uri read;
    READ(read, oyez_uri_read_absolute(value, &read, &verdict));
    uri(&read);
}

void partial_uri(oyez_bytes value)
{
    oyez_uri read;
    READ(read, oyez_content_location_read(value, &read, &verdict));
    uri(&read);
}

void referer(oyez_bytes value)
{
    oyez_uri read;
    READ(read, oyez_referer_read(value, &read, &verdict));
    uri(&read);
}

// What was written, if it could be.
static void told_uri(oyez_error error)
{
    oyez_bytes uri = {room().ptr, len};
    line();
    if (error == OYEZ_OK)
        octets("uri", uri);
    else
        word("none");
}

void normal_uri(oyez_bytes value)
{
    oyez_uri read;
    oyez_error error;
    READ(read, oyez_uri_read(value, &read, &verdict));
    error = oyez_uri_normalise(&read, room(), &len);
    told_uri(error);
    written(error);
}

void resolved_uri(oyez_bytes value)
{
    const uint8_t *end = memchr(value.ptr, '\r', value.len);
    oyez_bytes of_base = {value.ptr, (size_t)(end - value.ptr)};
    oyez_bytes of_reference = {end + 2, value.len - of_base.len - 2};
    oyez_uri base, reference;
    oyez_verdict verdict;
    READ(base, oyez_uri_read(of_base, &base, &verdict));
    memset(&verdict, 0, sizeof verdict);
    oyez_uri_read(of_reference, &reference, &verdict);
    if (!refused(&verdict, of_base.len + 2))
        told_uri(oyez_uri_resolve(&base, &reference, room(), &len));
}

void path(oyez_bytes value)
{
    oyez_bytes names = {room().ptr, 0};
    oyez_verdict verdict;
    memset(&verdict, 0, sizeof verdict);
    oyez_cgi_path_check(value, &verdict);
    CLAIM(oyez_path_decode(value, room(), &names.len) == verdict.error);
    if (!refused(&verdict, 0)) {
        line();
        octets("path", names);
    }
}

void query(oyez_bytes value)
{
    oyez_bytes name, of_name;
    while (oyez_query_next(&value, &name, &of_name)) {
        line();
        octets("name", name);
        some_octets("value", of_name);
    }
}

static void tell_pair(const oyez_form_pair *pair)
{
    line();
    said("name", pair->name);
    some_text("value", pair->value);
}

void form(oyez_bytes value)
{
    LIST(oyez_form_pair, oyez_form_next, tell_pair, oyez_form_write);
}
