package canbao.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.testing.Platform;
import org.junit.jupiter.api.Test;

class EmbeddedServersTest {
    @Test
    void postgres_keeps_its_commits() {
        try (var database = Platform.database()) {
            var row = database.run("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
                    .iterator()
                    .next();
            assertThat(row.getString(0)).isEqualTo("on");
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void kafka_answers() {
        assertThat(Platform.kafka().address()).startsWith("127.0.0.1:");
    }
}
