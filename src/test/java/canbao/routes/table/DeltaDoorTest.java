package canbao.routes.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.model.batch.Refusal;
import canbao.routes.door.BatchReading;
import canbao.routes.door.Door;
import canbao.routes.door.HandOver;
import canbao.routes.table.agency.Dialect;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeltaDoorTest {
    private static final String STATES = "SELECT id, status, batch_id, error FROM payments ORDER BY id";

    @ParameterizedTest
    @EnumSource
    void new_rows_are_taken_and_answered_when_they_have_been_read(Dialect dialect) {
        try (TableWorld world = world(dialect, 3)) {
            Door door = world.door("delta", Map.of());
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2", "3"));
            assertThat(new JsonObject(world.batches()
                                    .getFirst()
                                    .text()
                                    .lines()
                                    .findFirst()
                                    .orElseThrow())
                            .getMap())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("id", "1", "name", "张一", "amount", "1.50"));
            assertThat(world.rows(STATES)).containsExactly("1 TAKEN 1 null", "2 TAKEN 1 null", "3 TAKEN 1 null");
            door.look(world::take);
            assertThat(world.batches()).hasSize(1);
            world.read(1, new BatchReading(true, "APPLIED", 3, 1, "", List.of(fault(2))));
            door.look(world::take);
            assertThat(world.rows(STATES))
                    .containsExactly(
                            "1 ACCEPTED 1 ",
                            "2 REJECTED 1 CHECK_DIGIT @ certificate (33**): 请核对 / check it",
                            "3 ACCEPTED 1 ");
            door.look(world::take);
            assertThat(world.batches()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_says_that_there_is_nothing_to_report_is_a_batch_without_rows(Dialect dialect) {
        try (TableWorld world = world(dialect, 0)) {
            world.sql("INSERT INTO payments (id, name, status) VALUES (20250303, '-', 'NOTHING')");
            Door door = world.door("delta", Map.of());
            assertThatThrownBy(() -> door.look(world::takeAndDie)).hasMessage("killed");
            door.look(world::take);
            door.look(world::take);
            assertThat(world.batches()).singleElement().satisfies(batch -> {
                assertThat(batch.text()).isEmpty();
                assertThat(batch.control().saysNothing()).isTrue();
            });
            assertThat(world.rows(STATES)).containsExactly("20250303 ACCEPTED null ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_row_altered_while_we_hand_it_over_stays_new_and_comes_again(Dialect dialect) {
        try (TableWorld world = world(dialect, 2)) {
            Door door = world.door("delta", Map.of());
            door.look(parcel -> {
                if (world.batches().isEmpty()) {
                    world.sql("UPDATE payments SET amount = 9 WHERE id = 2");
                }
                return world.take(parcel);
            });
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2"), List.of("2"));
            assertThat(world.rows(STATES)).containsExactly("1 TAKEN 1 null", "2 TAKEN 2 null");
            world.read(1, new BatchReading(true, "APPLIED", 2, 1, "", List.of(fault(2))));
            door.look(world::take);
            assertThat(world.rows(STATES)).containsExactly("1 ACCEPTED 1 ", "2 TAKEN 2 null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_its_agency_corrects_becomes_new_by_itself(Dialect dialect) {
        try (TableWorld world = world(dialect, 1)) {
            Door door = world.door("delta", Map.of());
            door.look(world::take);
            world.read(1, new BatchReading(true, "APPLIED", 1, 1, "", List.of(fault(1))));
            door.look(world::take);
            assertThat(world.rows(STATES).getFirst()).startsWith("1 REJECTED 1 ");
            world.sql("UPDATE payments SET name = '李四' WHERE id = 1");
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1"), List.of("1"));
            world.read(2, new BatchReading(true, "APPLIED", 1, 0, "", List.of()));
            door.look(world::take);
            assertThat(world.rows(STATES)).containsExactly("1 ACCEPTED 2 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_after_the_inbox_commit_makes_no_second_batch(Dialect dialect) {
        try (TableWorld world = world(dialect, 3)) {
            assertThatThrownBy(() -> world.door("delta", Map.of()).look(world::takeAndDie))
                    .hasMessage("killed");
            assertThat(world.rows(STATES)).allMatch(row -> row.contains("NEW"));
            world.sql(
                    "INSERT INTO payments (id, name) VALUES (4, '王五')", "UPDATE payments SET amount = 7 WHERE id = 2");
            world.door("delta", Map.of()).look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2", "3"), List.of("4", "2"));
            assertThat(world.rows(STATES))
                    .containsExactly("1 TAKEN 1 null", "2 TAKEN 2 null", "3 TAKEN 1 null", "4 TAKEN 2 null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_before_the_inbox_commit_loses_nothing(Dialect dialect) {
        try (TableWorld world = world(dialect, 2)) {
            assertThatThrownBy(() -> world.door("delta", Map.of()).look(parcel -> {
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");
            world.door("delta", Map.of()).look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_rows_are_taken_in_bounded_batches_each_row_once(Dialect dialect) {
        try (TableWorld world = world(dialect, 25)) {
            world.door("delta", Map.of("rows", "10")).look(world::take);
            assertThat(world.ids()).extracting(List::size).containsExactly(10, 10, 5);
            assertThat(world.ids().stream().flatMap(List::stream).distinct()).hasSize(25);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_batch_that_is_refused_is_answered_with_the_reason(Dialect dialect) {
        try (TableWorld world = world(dialect, 1)) {
            world.door("delta", Map.of())
                    .look(parcel -> new HandOver.Refused(new Refusal("NO_CONTRACT", "x/y", "请 / please")));
            assertThat(world.rows(STATES)).containsExactly("1 REJECTED null NO_CONTRACT @ x/y: 请 / please");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_list_of_columns_is_all_that_is_sent(Dialect dialect) {
        try (TableWorld world = world(dialect, 1)) {
            world.door("delta", Map.of("columns", "id, name")).look(world::take);
            assertThat(world.batches().getFirst().text()).isEqualTo("{\"id\":\"1\",\"name\":\"张一\"}\n");
        }
    }

    private static BatchReading.Fault fault(int line) {
        return new BatchReading.Fault(line, "certificate", "33**", "CHECK_DIGIT", "请核对 / check it");
    }

    private static TableWorld world(Dialect dialect, int rows) {
        TableWorld world = new TableWorld(dialect);
        world.ddl(TableWorld.TABLE.deltaDdl(dialect));
        for (int i = 1; i <= rows; i++) {
            world.sql("INSERT INTO payments (id, name, amount) VALUES (" + i + ", '张一', " + i + ".5)");
        }
        return world;
    }
}
