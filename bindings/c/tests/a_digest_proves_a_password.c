// SPDX-License-Identifier: MIT OR Apache-2.0
// The examples of RFC 7616, 3.9: a secret that is kept, a response that is compared, and content that is hashed as
// it comes.
#include "claims.h"

int main(void)
{
    const struct {
        uint32_t algorithm;
        const char *response;
    } examples[] = {
        {OYEZ_DIGEST_MD5, "8ca523f5e9506fed4657c9700eebdbec"},
        {OYEZ_DIGEST_SHA_256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
    };
    oyez_digest_parts parts = {0};
    oyez_hasher hasher = {0};
    uint8_t octets[64];
    oyez_room apart = {octets, sizeof octets};
    size_t count = 0;

    parts.nonce = oyez_word_of(OYEZ_TEXT("7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"));
    parts.cnonce = oyez_word_of(OYEZ_TEXT("f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));
    parts.uri = oyez_word_of(OYEZ_TEXT("/dir/index.html"));
    parts.method = OYEZ_TEXT("GET");
    parts.qop = OYEZ_QOP_AUTH;
    parts.nc = 1;
    for (size_t i = 0; i < 2; i++) {
        parts.algorithm = examples[i].algorithm;
        CLAIM(oyez_digest_secret(parts.algorithm, OYEZ_TEXT("Mufasa"), OYEZ_TEXT("http-auth@example.org"),
                  OYEZ_TEXT("Circle of Life"), apart, &count) == OYEZ_OK);
        parts.secret = (oyez_bytes){octets, count};
        WRITES(examples[i].response, oyez_digest_response(&parts, room, &len));
    }
    parts.secret = OYEZ_TEXT("00");
    CLAIM(oyez_digest_session(OYEZ_DIGEST_MD5_SESS, parts.secret, parts.nonce, parts.cnonce, apart,
        &count) == OYEZ_ERR_ARGUMENT);
    WRITES("793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b",
        oyez_digest_user_hash(OYEZ_DIGEST_SHA_512_256, OYEZ_TEXT("J\xc3\xa4s\xc3\xb8n Doe"),
            OYEZ_TEXT("api@example.org"), room, &len));

    CLAIM(oyez_hasher_update(&hasher, OYEZ_TEXT("a")) == OYEZ_ERR_ARGUMENT);
    CLAIM(oyez_hasher_init(&hasher, 99) == OYEZ_ERR_ARGUMENT
        && oyez_hasher_init(&hasher, OYEZ_DIGEST_MD5) == OYEZ_OK);
    CLAIM(oyez_hasher_update(&hasher, OYEZ_TEXT("message ")) == OYEZ_OK);
    CLAIM(oyez_hasher_update(&hasher, OYEZ_TEXT("digest")) == OYEZ_OK);
    WRITES("f96b697d7cb7938d525a2f31aaf161d0", oyez_hasher_finish(&hasher, room, &len));
    return 0;
}
