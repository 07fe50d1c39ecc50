// SPDX-License-Identifier: MIT OR Apache-2.0
// A list needs no memory: what is left of it is a plain value, and a copy of that remembers the place.
#include "claims.h"

static void preferences(void)
{
    const oyez_bytes value = OYEZ_TEXT("text/*;q=0.3, text/html;q=0.7, , text/html;level=1, */*;q=0.5");
    oyez_members members = oyez_members_of(value), before = members;
    oyez_media_range ranges[4], again;
    oyez_media_type type;
    oyez_preference one = {0};
    oyez_verdict verdict = {0};
    size_t count = 0;

    while (oyez_accept_next(&members, &ranges[count], &verdict))
        count++;
    CLAIM(count == 4 && verdict.error == OYEZ_OK && members.at == value.len);
    CLAIM(oyez_accept_next(&before, &again, NULL) && again.weight == 300);
    CLAIM(ranges[1].weight == 700 && ranges[2].weight == OYEZ_FULL_WEIGHT);
    CLAIM(oyez_media_type_read(text("text/html; level=1"), &type, NULL) == OYEZ_OK);
    for (size_t i = 0; i < 4; i++)
        CLAIM(oyez_media_range_matches(&ranges[i], &type));
    CLAIM(oyez_media_range_specificity(&ranges[2]) > oyez_media_range_specificity(&ranges[1]));
    CLAIM(oyez_media_range_specificity(&ranges[1]) > oyez_media_range_specificity(&ranges[0]));
    WRITES("text/*;q=0.3, text/html;q=0.7, text/html;level=1, */*;q=0.5", oyez_accept_write(ranges, 4, room, &len));

    members = oyez_members_of(OYEZ_TEXT("x-gzip;q=1.0, identity; q=0.5, *;q=0"));
    CLAIM(oyez_accept_encoding_next(&members, &one, NULL) && one.coding == OYEZ_CODING_GZIP
        && is(one.name, "x-gzip"));
    WRITES("gzip", oyez_accept_encoding_write(&one, 1, room, &len));
    CLAIM(oyez_accept_encoding_next(&members, &one, NULL) && one.coding == OYEZ_CODING_IDENTITY && one.weight == 500);
    CLAIM(oyez_accept_encoding_next(&members, &one, NULL) && is(one.name, "*") && one.weight == 0);
    CLAIM(!oyez_accept_encoding_next(&members, &one, NULL));
    CLAIM(oyez_language_range_matches(text("de"), text("de-CH-1996"))
        && !oyez_language_range_matches(text("de"), text("den")));
}

static void tags(void)
{
    const oyez_entity_tag any = {{NULL, 0}, OYEZ_TAG_ANY, 0}, own = {OYEZ_BYTES("r2d2xxxx"), OYEZ_TAG_WEAK, 0};
    oyez_entity_tag found[3];
    oyez_members members = oyez_members_of(OYEZ_TEXT("W/\"xyzzy\", \"r2d2xxxx\", \"a,b\""));
    size_t count = 0;
    bool listed = true;

    while (oyez_entity_tags_next(&members, &found[count], NULL))
        count++;
    CLAIM(count == 3 && is(found[2].opaque, "a,b"));
    WRITES("W/\"xyzzy\", \"r2d2xxxx\", \"a,b\"", oyez_entity_tags_write(found, 3, room, &len));
    CLAIM(oyez_entity_tags_list_strongly(text("\"r2d2xxxx\""), &own, &listed, NULL) == OYEZ_OK && !listed);
    CLAIM(oyez_entity_tags_list_weakly(text("\"r2d2xxxx\""), &own, &listed, NULL) == OYEZ_OK && listed);
    CLAIM(oyez_entity_tags_list_weakly(text(" * "), &own, &listed, NULL) == OYEZ_OK && listed);

    members = oyez_members_of(OYEZ_TEXT("*"));
    CLAIM(oyez_entity_tags_next(&members, &found[0], NULL) && found[0].flags == OYEZ_TAG_ANY);
    CLAIM(!oyez_entity_tags_next(&members, &found[0], NULL));
    WRITES("*", oyez_entity_tags_write(&any, 1, room, &len));
    found[1] = any;
    REFUSES_TO_WRITE(oyez_entity_tags_write(found, 2, room, &len));
    REFUSES_TO_WRITE(oyez_entity_tag_write(&any, room, &len));
}

static void proxies(void)
{
    oyez_members members = oyez_members_of(OYEZ_TEXT("for=\"[2001:db8::1]:8080\";x=y, for=_hidden;by=unknown"));
    oyez_forwarded element;
    oyez_parameter pair;
    oyez_via via;
    oyez_hop hop;

    CLAIM(oyez_forwarded_next(&members, &element, NULL) && element.client.address.version == 6);
    CLAIM(element.client.port_number == 8080 && element.client.flags == OYEZ_HAS_PORT && !element.by.name.ptr);
    CLAIM(oyez_parameters_next(&element.extensions, &pair) && is(pair.name, "x") && says(pair.value, "y"));
    CLAIM(!oyez_parameters_next(&element.extensions, &pair));
    CLAIM(oyez_forwarded_next(&members, &element, NULL) && is(element.client.name, "_hidden"));
    WRITES("for=_hidden;by=unknown", oyez_forwarded_write(&element, 1, room, &len));
    members = oyez_members_of(OYEZ_TEXT("1.0 fred, 1.1 p.example.net:80 (Apache)"));
    CLAIM(oyez_via_next(&members, &via, NULL) && is(via.protocol, "HTTP") && is(via.received_by, "fred"));
    CLAIM(oyez_via_next(&members, &via, NULL) && via.port == 80 && says(via.comment, "Apache"));
    WRITES("1.1 p.example.net:80 (Apache)", oyez_via_write(&via, 1, room, &len));
    members = oyez_members_of(OYEZ_TEXT("203.0.113.195, \"[2001:db8::1]:2\", unknown"));
    CLAIM(oyez_x_forwarded_for_next(&members, &hop, NULL) && hop.address.version == 4
        && hop.address.octets[3] == 195);
    CLAIM(oyez_x_forwarded_for_next(&members, &hop, NULL) && hop.address.version == 6 && hop.port == 2);
    CLAIM(oyez_x_forwarded_for_next(&members, &hop, NULL) && hop.address.version == 0 && is(hop.text, "unknown"));
}

static void others(void)
{
    oyez_members members = oyez_members_of(OYEZ_TEXT("<http://e.org/a,b>; rel=\"next  prev\"; title=c, </>; foo"));
    oyez_link link;
    oyez_word relation;
    oyez_parameters left;
    oyez_parameter parameter;
    oyez_form_pair pair;
    oyez_transfer_coding coding;
    oyez_product protocol;

    CLAIM(oyez_links_next(&members, &link, NULL) && is(link.target, "http://e.org/a,b") && says(link.title, "c"));
    CLAIM(oyez_link_relates(&link, text("PREV")) && !oyez_link_relates(&link, text("pre")));
    CLAIM(oyez_link_relations_next(&link.rel, &relation) && says(relation, "next"));
    CLAIM(oyez_link_relations_next(&link.rel, &relation) && says(relation, "prev"));
    CLAIM(!oyez_link_relations_next(&link.rel, &relation));
    CLAIM(oyez_links_next(&members, &link, NULL) && !link.rel.raw.ptr);
    left = link.parameters;
    CLAIM(oyez_parameters_next(&left, &parameter) && is(parameter.name, "foo") && !parameter.value.raw.ptr);
    WRITES("</>; foo", oyez_links_write(&link, 1, room, &len));

    members = oyez_members_of(OYEZ_TEXT("q=wahh+%26&x"));
    CLAIM(oyez_form_next(&members, &pair, NULL) && says(pair.name, "q") && says(pair.value, "wahh &"));
    WRITES("q=wahh+%26", oyez_form_write(&pair, 1, room, &len));
    CLAIM(oyez_form_next(&members, &pair, NULL) && says(pair.name, "x") && !pair.value.raw.ptr);
    pair.value = oyez_word_of(OYEZ_TEXT("\xc3\xa9=1"));
    WRITES("x=%C3%A9%3D1", oyez_form_write(&pair, 1, room, &len));

    members = oyez_members_of(OYEZ_TEXT("trailers, deflate;q=0.5"));
    CLAIM(oyez_te_next(&members, &coding, NULL) && coding.coding == OYEZ_TRANSFER_TRAILERS);
    CLAIM(oyez_te_next(&members, &coding, NULL) && coding.coding == OYEZ_TRANSFER_DEFLATE && coding.weight == 500);
    WRITES("deflate;q=0.5", oyez_te_write(&coding, 1, room, &len));
    WRITES("deflate", oyez_transfer_encoding_write(&coding, 1, room, &len));
    members = oyez_members_of(OYEZ_TEXT("HTTP/2.0, websocket"));
    CLAIM(oyez_upgrade_next(&members, &protocol, NULL) && is(protocol.version, "2.0"));
    CLAIM(oyez_upgrade_next(&members, &protocol, NULL) && is(protocol.name, "websocket") && !protocol.version.ptr);
}

int main(void)
{
    preferences();
    tags();
    proxies();
    others();
    return 0;
}
