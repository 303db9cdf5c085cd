package canbao.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.audit.ChainStore.Check;
import canbao.crypto.Sm3;
import canbao.io.Database;
import canbao.testing.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChainStoreTest {
    private final Map<Long, byte[]> covered = new ConcurrentHashMap<>();
    private final Database database = Platform.database();
    private final ChainStore chains = new ChainStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void links_are_numbered_without_gaps_and_the_chain_is_sound() {
        for (int i = 1; i <= 5; i++) {
            assertThat(append("entry " + i)).isEqualTo(i);
        }
        assertThat(verify()).isInstanceOfSatisfying(Check.Sound.class, sound -> {
            assertThat(sound.length()).isEqualTo(5);
            assertThat(sound.head()).hasSize(64);
        });
    }

    @Test
    void an_empty_chain_is_sound() {
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Check.Sound.class, sound -> assertThat(sound.length()).isZero());
    }

    @Test
    void many_writers_at_once_make_one_chain() throws Exception {
        List<Thread> writers = IntStream.range(0, 6)
                .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 20; i++) {
                        append("writer " + writer + " entry " + i);
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(covered).hasSize(120);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Check.Sound.class, sound -> assertThat(sound.length()).isEqualTo(120));
    }

    @Test
    void a_rolled_back_append_leaves_no_trace() {
        append("kept");
        try {
            database.inBulkDo(transaction -> {
                ChainStore.append(transaction, "test", digest("lost"));
                throw new IllegalStateException("the act failed");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("the act failed");
        }
        assertThat(append("next")).isEqualTo(2);
        assertThat(verify()).isInstanceOf(Check.Sound.class);
    }

    @Test
    void chains_do_not_wait_for_one_another() {
        database.inBulkDo(slow -> {
            ChainStore.append(slow, "slow", digest("slow"));
            assertThat(append("quick")).isEqualTo(1);
        });
    }

    @Test
    void changed_content_is_found_at_its_link() {
        fill();
        covered.put(3L, digest("something else"));
        assertThat(verify()).isEqualTo(new Check.Broken("test", 3, Fault.ROWS_CHANGED));
    }

    @Test
    void missing_content_is_found_at_its_link() {
        fill();
        covered.remove(2L);
        assertThat(verify()).isEqualTo(new Check.Broken("test", 2, Fault.ROWS_MISSING));
    }

    @Test
    void a_digest_changed_with_its_content_is_found() {
        fill();
        covered.put(3L, digest("something else"));
        tamper("UPDATE chain SET digest = decode('" + Sm3.hex(bytes("something else")) + "', 'hex') WHERE seq = 3");
        assertThat(verify()).isEqualTo(new Check.Broken("test", 3, Fault.LINK_CHANGED));
    }

    @Test
    void a_link_recomputed_after_a_change_breaks_the_next_one() {
        fill();
        tamper("UPDATE chain SET link = sha256('forged') WHERE seq = 3");
        assertThat(verify()).isEqualTo(new Check.Broken("test", 3, Fault.LINK_CHANGED));
        tamper("UPDATE chain SET previous = sha256('forged') WHERE seq = 4");
        tamper("DELETE FROM chain WHERE seq = 3");
        assertThat(verify()).isEqualTo(new Check.Broken("test", 3, Fault.LINK_MISSING));
    }

    @Test
    void the_database_refuses_to_change_a_link() {
        fill();
        for (String statement : List.of(
                "UPDATE chain SET link = previous WHERE seq = 1",
                "DELETE FROM chain WHERE seq = 5",
                "TRUNCATE chain CASCADE")) {
            assertThatThrownBy(() -> database.run(statement)).as(statement).hasMessageContaining("append-only");
        }
        assertThat(verify()).isInstanceOf(Check.Sound.class);
    }

    private void fill() {
        for (int i = 1; i <= 5; i++) {
            append("entry " + i);
        }
    }

    private long append(String text) {
        long seq = database.inBulk(transaction -> ChainStore.append(transaction, "test", digest(text)));
        covered.put(seq, digest(text));
        return seq;
    }

    private Check verify() {
        return chains.verify("test", (chain, from, to) -> covered);
    }

    private void tamper(String statement) {
        database.run("ALTER TABLE chain DISABLE TRIGGER chain_append_only");
        database.run(statement);
        database.run("ALTER TABLE chain ENABLE TRIGGER chain_append_only");
    }

    private static byte[] digest(String text) {
        return Sm3.digest(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
