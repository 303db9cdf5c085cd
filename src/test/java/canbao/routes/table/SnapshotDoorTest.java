package canbao.routes.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.model.batch.Control;
import canbao.routes.door.BatchReading;
import canbao.routes.door.Door;
import canbao.routes.table.agency.Dialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotDoorTest {
    private static final String STATES =
            "SELECT batch_no, status, receipt, error FROM payments_batch ORDER BY batch_no";

    @ParameterizedTest
    @EnumSource
    void a_list_is_read_when_its_announcement_is_there(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            Door door = world.door("snapshot", Map.of());
            list(world, "2024-11", 3);
            door.look(world::take);
            assertThat(world.batches()).isEmpty();
            announce(world, "2024-11", 3);
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2", "3"));
            TableWorld.Stored stored = world.stored("payments-2024-11");
            assertThat(stored.control()).isEqualTo(new Control(3, null, null));
            assertThat(stored.asOf()).isEqualTo("2024-11-01");
            assertThat(stored.text()).doesNotContain("batch_no");
            assertThat(world.rows(STATES)).containsExactly("2024-11 TAKEN 1 ");
            world.read(1, new BatchReading(true, "APPLIED", 3, 1, "", List.of(fault(2))));
            door.look(world::take);
            assertThat(world.rows(STATES).getFirst())
                    .startsWith("2024-11 ACCEPTED 1 1 行未采用 / rows not used. #2 CHECK_DIGIT");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_list_with_another_number_of_rows_is_not_read_and_told_so(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            Door door = world.door("snapshot", Map.of());
            list(world, "1", 2);
            announce(world, "1", 3);
            door.look(world::take);
            assertThat(world.batches()).isEmpty();
            assertThat(world.rows(STATES).getFirst())
                    .startsWith("1 ERROR null ROW_COUNT")
                    .contains("the table has 2");
            world.sql("INSERT INTO payments (batch_no, id, name) VALUES ('1', 3, 'x')");
            world.sql("UPDATE payments_batch SET status = 'NEW' WHERE batch_no = '1'");
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2", "3"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_after_the_inbox_commit_makes_no_second_batch(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            list(world, "1", 3);
            announce(world, "1", 3);
            assertThatThrownBy(() -> world.door("snapshot", Map.of()).look(world::takeAndDie))
                    .hasMessage("killed");
            world.door("snapshot", Map.of()).look(world::take);
            assertThat(world.batches()).hasSize(1);
            assertThat(world.rows(STATES)).containsExactly("1 TAKEN 1 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_number_with_other_rows_is_refused(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            Door door = world.door("snapshot", Map.of());
            list(world, "1", 2);
            announce(world, "1", 2);
            door.look(world::take);
            world.sql(
                    "UPDATE payments SET name = 'y' WHERE id = 1",
                    "UPDATE payments_batch SET status = 'NEW' WHERE batch_no = '1'");
            door.look(world::take);
            assertThat(world.rows(STATES).getFirst()).startsWith("1 REJECTED null NUMBER_REUSED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_refused_list_is_answered_with_the_reason(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            Door door = world.door("snapshot", Map.of());
            list(world, "1", 1);
            announce(world, "1", 1);
            door.look(world::take);
            world.read(1, new BatchReading(false, "REFUSED", 0, 0, "BLANK_KEY @ line 1: 请补 / fill it in", List.of()));
            door.look(world::take);
            assertThat(world.rows(STATES)).containsExactly("1 REJECTED 1 BLANK_KEY @ line 1: 请补 / fill it in");
        }
    }

    private static BatchReading.Fault fault(int line) {
        return new BatchReading.Fault(line, "certificate", "33**", "CHECK_DIGIT", "请核对 / check it");
    }

    private static void list(TableWorld world, String number, int rows) {
        for (int i = rows; i >= 1; i--) {
            world.sql("INSERT INTO payments (batch_no, id, name) VALUES ('" + number + "', " + i + ", 'x')");
        }
    }

    private static void announce(TableWorld world, String number, int rows) {
        world.sql("INSERT INTO payments_batch (batch_no, row_count, as_of) VALUES ('" + number + "', " + rows
                + ", '2024-11-01')");
    }

    private static TableWorld world(Dialect dialect) {
        TableWorld world = new TableWorld(dialect);
        world.ddl(TableWorld.TABLE.snapshotDdl(dialect));
        return world;
    }
}
