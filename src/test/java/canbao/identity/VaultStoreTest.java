package canbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Seal;
import canbao.io.Database;
import canbao.model.FeedId;
import canbao.model.Identity;
import canbao.model.PersonKey;
import canbao.model.batch.Sighting;
import canbao.model.batch.SightingFrom;
import canbao.testing.Platform;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultStoreTest {
    private static final Database DATABASE = Platform.database();
    private static final CertificateKeys KEYS =
            new CertificateKeys("only-for-tests-0".getBytes(StandardCharsets.US_ASCII));
    private static final FeedId CIVIL = FeedId.of("civil-affairs/hardship");
    private static final FeedId SCHOOL = FeedId.of("education/roster");
    private static final Instant MONDAY = Instant.parse("2024-11-04T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2024-11-05T00:00:00Z");
    private static final String NUMBER = "11010519491231002X";
    private static final String NAME = "测试人甲";
    private static final String PHONE = "13900000001";

    private final VaultStore vault =
            new VaultStore(DATABASE, new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII)));

    @BeforeEach
    void empty() {
        DATABASE.run("TRUNCATE certificate, vault");
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void the_same_certificate_is_the_same_person_whoever_names_it_and_however_often() {
        PersonKey first = enrol(seen(NUMBER, NAME, null, CIVIL, MONDAY)).getFirst();
        List<PersonKey> again = enrol(
                seen(NUMBER, NAME, PHONE, SCHOOL, TUESDAY),
                seen("other", null, null, SCHOOL, TUESDAY),
                seen(NUMBER, NAME, null, CIVIL, MONDAY));
        assertThat(again).containsExactly(first, again.get(1), first);
        assertThat(again.get(1)).isNotEqualTo(first);
        assertThat(identity(first)).isEqualTo(new Identity("01", NUMBER, NAME, PHONE));
    }

    @Test
    void after_a_restore_the_same_evidence_makes_the_same_person() {
        PersonKey first = enrol(seen(NUMBER, NAME, null, CIVIL, MONDAY)).getFirst();
        empty();
        assertThat(enrol(seen(NUMBER, NAME, null, CIVIL, MONDAY))).containsExactly(first);
    }

    @Test
    void two_sources_at_once_make_each_new_person_once_with_both_words() throws Exception {
        for (int round = 0; round < 5; round++) {
            String prefix = "round " + round + " person ";
            List<SightingFrom> civil = new ArrayList<>(IntStream.range(0, 200)
                    .mapToObj(n -> seen(prefix + n, NAME, null, CIVIL, TUESDAY))
                    .toList());
            List<SightingFrom> school = new ArrayList<>(IntStream.range(0, 200)
                    .mapToObj(n -> seen(prefix + n, null, PHONE, SCHOOL, MONDAY))
                    .toList());
            Collections.reverse(school);
            CountDownLatch start = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                Future<List<PersonKey>> left = threads.submit(() -> {
                    start.await();
                    return vault.enrol(civil);
                });
                Future<List<PersonKey>> right = threads.submit(() -> {
                    start.await();
                    return vault.enrol(school);
                });
                start.countDown();
                assertThat(right.get().reversed()).isEqualTo(left.get());
                assertThat(vault.identities(left.get())).hasSize(200).allSatisfy((person, identity) -> {
                    assertThat(identity.name()).isEqualTo(NAME);
                    assertThat(identity.phone()).isEqualTo(PHONE);
                });
            }
        }
        assertThat(DATABASE.run("SELECT 1 FROM vault").size()).isEqualTo(1_000);
    }

    @Test
    void an_older_word_of_a_source_never_replaces_its_newer_one() {
        PersonKey person = enrol(seen(NUMBER, NAME, PHONE, CIVIL, TUESDAY)).getFirst();
        enrol(seen(NUMBER, "旧名", "13900000009", CIVIL, MONDAY));
        assertThat(identity(person)).isEqualTo(new Identity("01", NUMBER, NAME, PHONE));
        enrol(seen(NUMBER, "新名", null, CIVIL, TUESDAY.plusSeconds(1)));
        assertThat(identity(person).name()).isEqualTo("新名");
    }

    @Test
    void of_two_sources_the_newer_word_counts_for_name_and_phone_apart() {
        PersonKey person = enrol(
                        seen(NUMBER, NAME, "13900000002", CIVIL, MONDAY), seen(NUMBER, null, PHONE, SCHOOL, TUESDAY))
                .getFirst();
        assertThat(identity(person)).isEqualTo(new Identity("01", NUMBER, NAME, PHONE));
    }

    @Test
    void neither_text_nor_table_shows_who_somebody_is() {
        SightingFrom seen = seen(NUMBER, NAME, PHONE, CIVIL, MONDAY);
        PersonKey person = enrol(seen).getFirst();
        for (String text : List.of(
                seen.toString(), seen.sighting().toString(), identity(person).toString())) {
            assertThat(text).doesNotContain(NUMBER, NAME, PHONE);
        }
        Row row = DATABASE.run("SELECT sealed FROM vault").iterator().next();
        byte[] sealed = row.getBuffer(0).getBytes();
        for (String secret : List.of(NUMBER, NAME, PHONE)) {
            assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain(secret);
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
    }

    private List<PersonKey> enrol(SightingFrom... sightings) {
        return vault.enrol(List.of(sightings));
    }

    private Identity identity(PersonKey person) {
        Identity identity = vault.identities(List.of(person)).get(person);
        assertThat(identity).isNotNull();
        return java.util.Objects.requireNonNull(identity);
    }

    private static SightingFrom seen(
            String number, @Nullable String name, @Nullable String phone, FeedId source, Instant version) {
        return new SightingFrom(new Sighting(KEYS.key("01", number), "01", number, name, phone), source, version);
    }
}
