package canbao.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.audit.ChainStore.Check;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditStoreTest {
    private final Database database = Platform.database();
    private final AuditStore audit =
            new AuditStore(database, "hub-1", new HandClock(Instant.parse("2024-11-01T02:03:04.123456789Z")));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_was_done_is_kept_and_verifies() {
        fill();
        var row = database.run("SELECT actor_kind, actor_name, action, object, detail FROM audit WHERE seq = 2")
                .iterator()
                .next();
        assertThat(row.getString("actor_kind")).isEqualTo("STAFF");
        assertThat(row.getString("actor_name")).isEqualTo("admin");
        assertThat(row.getString("action")).isEqualTo("batch.release");
        assertThat(row.getString("object")).isEqualTo("batch 2");
        assertThat(new JsonObject(row.getString("detail")).getInteger("withdraw"))
                .isEqualTo(2);
        assertThat(audit.verify())
                .isInstanceOfSatisfying(
                        Check.Sound.class, sound -> assertThat(sound.length()).isEqualTo(3));
    }

    @Test
    void an_act_that_is_rolled_back_is_not_in_the_trail() {
        assertThatThrownBy(() -> database.inBulkDo(transaction -> {
                    audit.append(transaction, Actor.staff("admin"), "batch.release", "batch 9", new JsonObject());
                    throw new IllegalStateException("the act failed");
                }))
                .hasMessage("the act failed");
        fill();
        assertThat(audit.verify()).isInstanceOf(Check.Sound.class);
    }

    @Test
    void the_database_refuses_to_change_delete_or_truncate() {
        fill();
        for (String statement : List.of(
                "UPDATE audit SET actor_name = 'nobody'", "DELETE FROM audit WHERE seq = 3", "TRUNCATE audit")) {
            assertThatThrownBy(() -> database.run(statement)).as(statement).hasMessageContaining("append-only");
        }
    }

    @Test
    void a_changed_row_is_named() {
        fill();
        tamper("UPDATE audit SET actor_name = 'somebody-else' WHERE seq = 2");
        assertThat(audit.verify())
                .isEqualTo(new Check.Broken("audit/hub-1", 2, Fault.ROWS_CHANGED))
                .hasToString("audit/hub-1 #2: what the link covers was changed");
    }

    @Test
    void a_time_changed_by_a_microsecond_is_found() {
        fill();
        tamper("UPDATE audit SET at = at + interval '1 microsecond' WHERE seq = 3");
        assertThat(audit.verify()).isEqualTo(new Check.Broken("audit/hub-1", 3, Fault.ROWS_CHANGED));
    }

    @Test
    void a_deleted_row_is_named() {
        fill();
        tamper("DELETE FROM audit WHERE seq = 1");
        assertThat(audit.verify()).isEqualTo(new Check.Broken("audit/hub-1", 1, Fault.ROWS_MISSING));
    }

    @Test
    void what_looks_like_personal_data_is_refused() {
        for (String personal : List.of("11010519900307765X", "13912345678")) {
            assertThatThrownBy(() ->
                            audit.append(Actor.staff("admin"), "a.b", "c", new JsonObject().put("note", personal)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(personal);
        }
        assertThat(audit.append(Actor.staff("admin"), "a.b", "c", new JsonObject().put("at", 1730426584123L)))
                .isEqualTo(1);
    }

    private void fill() {
        for (int i = 1; i <= 3; i++) {
            audit.append(Actor.staff("admin"), "batch.release", "batch " + i, new JsonObject().put("withdraw", i));
        }
    }

    private void tamper(String statement) {
        database.run("ALTER TABLE audit DISABLE TRIGGER audit_append_only");
        database.run(statement);
    }
}
