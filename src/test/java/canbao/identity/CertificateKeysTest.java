package canbao.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.model.FeedId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertificateKeysTest {
    private static final FeedId FEED = FeedId.of("police/population");
    private final CertificateKeys keys = keys("only-for-tests-0");

    @Test
    void the_same_certificate_has_the_same_key_in_every_copy_and_for_ever() {
        UUID key = keys.key("01", "330302201509019019");

        assertThat(keys.copy().key("01", "330302201509019019")).isEqualTo(key);
        assertThat(key).isEqualTo(UUID.fromString("08217053-f9cb-1cc9-a7a1-5581cde89a63"));
    }

    @Test
    void type_number_and_secret_all_matter() {
        assertThat(Set.of(
                        keys.key("01", "330302201509019019"),
                        keys.key("17", "330302201509019019"),
                        keys.key("01", "34100319680315902X"),
                        keys("another-secret-0").key("01", "330302201509019019")))
                .hasSize(4);
    }

    @Test
    void row_keys_differ_by_feed_and_by_where_a_value_ends() {
        assertThat(Set.of(
                        keys.rowKey(FEED, List.of("ab", "c")),
                        keys.rowKey(FEED, List.of("a", "bc")),
                        keys.rowKey(FeedId.of("tax/payments"), List.of("ab", "c"))))
                .hasSize(3);
    }

    @Test
    void a_phone_and_a_certificate_of_the_same_digits_have_different_keys() {
        assertThat(keys.phoneKey("13805770001")).isNotEqualTo(keys.key("01", "13805770001"));
    }

    @Test
    void sharing_between_threads_does_not_mix_up_keys() {
        List<UUID> alone =
                IntStream.range(0, 2000).mapToObj(i -> keys.key("01", "n" + i)).toList();
        List<UUID> together = IntStream.range(0, 2000)
                .parallel()
                .mapToObj(i -> keys.key("01", "n" + i))
                .collect(Collectors.toList());
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatThrownBy(() -> new CertificateKeys(new byte[8])).hasMessageContaining("at least 16 bytes");
    }

    private static CertificateKeys keys(String secret) {
        return new CertificateKeys(secret.getBytes(StandardCharsets.UTF_8));
    }
}
