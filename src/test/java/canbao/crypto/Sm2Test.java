package canbao.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sm2Test {
    private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

    /** The example of GM/T 0003.5 (GB/T 32918.5) on the recommended curve. */
    @Test
    void the_standards_example_verifies_in_raw_form() {
        String point = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
        byte[] signature = HexFormat.of()
                .parseHex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                        + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
        // SubjectPublicKeyInfo: id-ecPublicKey, sm2p256v1, uncompressed point.
        byte[] der = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a811ccf5501822d03420004" + point);
        var key = Sm2.PublicKey.of("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\n-----END PUBLIC KEY-----");
        assertThat(key.verifies(MESSAGE, signature)).isTrue();
        signature[63] ^= 1;
        assertThat(key.verifies(MESSAGE, signature)).isFalse();
    }

    /** Made by {@code openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678}. */
    @Test
    void what_openssl_signs_verifies_in_der() {
        var key = Sm2.PublicKey.of("""
                -----BEGIN PUBLIC KEY-----
                MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAE9ES9xuB19J2MyjRQd8qrQEv9u54Z
                A/TEEOSl0rephuTLP4AqQlYoGrtvEs8fT2uDA0VeMHM9SwuuCpdyHo3NWw==
                -----END PUBLIC KEY-----
                """);
        byte[] signature = HexFormat.of()
                .parseHex("304502210088a7d04c0e866493ebe7786b0ff0848ac6899474bc2b7f503d969cb71358c99a"
                        + "02200fe5ec49c610eedbea2ae0890fa1ad18ec713c5f91a61a0e4cd66fbfffe2a155");
        assertThat(key.verifies(MESSAGE, signature)).isTrue();
        assertThat(key.verifies("another message".getBytes(StandardCharsets.US_ASCII), signature))
                .isFalse();
    }

    @Test
    void keys_go_through_pem_and_still_fit_together() {
        Sm2.Pair pair = Sm2.generate(new SecureRandom());
        var writer = Sm2.PrivateKey.of(pair.privateKey().pem());
        var reader = Sm2.PublicKey.of(pair.publicKey().pem());
        byte[] signature = writer.sign(MESSAGE, new SecureRandom());
        assertThat(reader.verifies(MESSAGE, signature)).isTrue();
        assertThat(Sm2.generate(new SecureRandom()).publicKey().verifies(MESSAGE, signature))
                .isFalse();
        assertThat(writer.toString()).isEqualTo("***");
    }

    @Test
    void anything_that_is_no_signature_is_simply_wrong() {
        var key = Sm2.generate(new SecureRandom()).publicKey();
        for (int length : new int[] {0, 1, 32, 63, 64, 65, 72, 1000}) {
            assertThat(key.verifies(MESSAGE, new byte[length]))
                    .as(length + " zeros")
                    .isFalse();
        }
    }

    @Test
    void a_text_that_is_no_key_is_refused_without_being_quoted() {
        String secret = "c2VjcmV0c2VjcmV0";
        for (String pem : new String[] {
            "",
            secret,
            "-----BEGIN PUBLIC KEY-----\n" + secret + "\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----"
        }) {
            assertThatThrownBy(() -> Sm2.PublicKey.of(pem))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(secret)
                    .hasNoCause();
            assertThatThrownBy(() -> Sm2.PrivateKey.of(pem)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
