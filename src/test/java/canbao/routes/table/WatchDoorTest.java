package canbao.routes.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.routes.door.Door;
import canbao.routes.table.agency.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchDoorTest {
    @ParameterizedTest
    @EnumSource
    void a_transaction_with_an_older_time_that_commits_late_is_not_missed(Dialect dialect) throws SQLException {
        try (TableWorld world = world(dialect);
                Connection slow = world.connect();
                Statement late = slow.createStatement()) {
            Door door = world.door("watch", Map.of());
            slow.setAutoCommit(false);
            late.execute(insert(1, "2024-11-01 10:00:00"));
            world.sql(insert(2, "2024-11-01 10:05:00"));
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("2"));
            slow.commit();
            door.look(world::take);
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("2"), List.of("1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rows_of_the_same_second_that_come_later_are_read_once(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            Door door = world.door("watch", Map.of("rows", "2"));
            for (int i = 1; i <= 3; i++) {
                world.sql(insert(i, "2024-11-01 10:00:00"));
            }
            door.look(world::take);
            world.sql(insert(4, "2024-11-01 10:00:00"), insert(5, "2024-11-01 10:00:00"));
            door.look(world::take);
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2"), List.of("3"), List.of("4", "5"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_changed_row_is_read_again_and_an_unchanged_one_is_not_even_after_a_restart(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            world.sql(insert(1, "2024-11-01 10:00:00"), insert(2, "2024-11-01 10:00:01"));
            world.door("watch", Map.of()).look(world::take);
            world.door("watch", Map.of()).look(world::take);
            assertThat(world.batches()).hasSize(1);
            world.sql("UPDATE seen SET name = 'b', updated_at = '2024-11-01 10:00:02' WHERE id = 1");
            Door door = world.door("watch", Map.of());
            door.look(world::take);
            world.sql("UPDATE seen SET name = 'a', updated_at = '2024-11-01 10:00:03' WHERE id = 1");
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2"), List.of("1"), List.of("1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_after_the_inbox_commit_reads_no_row_twice(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            world.sql(insert(1, "2024-11-01 10:00:00"), insert(2, "2024-11-01 10:00:00"));
            assertThatThrownBy(() -> world.door("watch", Map.of()).look(world::takeAndDie))
                    .hasMessage("killed");
            world.sql(insert(3, "2024-11-01 10:00:00"));
            world.door("watch", Map.of()).look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1", "2"), List.of("3"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_time_in_the_future_hides_nothing(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            Door door = world.door("watch", Map.of());
            world.sql(insert(1, "2037-01-01 00:00:00"), insert(2, "2024-11-01 10:00:00"));
            door.look(world::take);
            world.sql("INSERT INTO seen (id, name, updated_at) VALUES (3, 'x', "
                    + (dialect == Dialect.POSTGRES ? "clock_timestamp()" : "SYSDATE(6)") + ")");
            door.look(world::take);
            door.look(world::take);
            assertThat(world.ids()).containsExactly(List.of("2", "1"), List.of("3"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_out_of_reach_is_forgotten_and_not_read_again(Dialect dialect) {
        try (TableWorld world = world(dialect)) {
            Door door = world.door("watch", Map.of("overlap", "PT10M"));
            world.sql(insert(1, "2024-11-01 10:00:00"));
            door.look(world::take);
            world.sql(insert(2, "2024-11-01 12:00:00"));
            door.look(world::take);
            world.door("watch", Map.of("overlap", "PT10M")).look(world::take);
            assertThat(world.ids()).containsExactly(List.of("1"), List.of("2"));
        }
    }

    private static String insert(int id, String time) {
        return "INSERT INTO seen (id, name, updated_at) VALUES (" + id + ", 'x', '" + time + "')";
    }

    private static TableWorld world(Dialect dialect) {
        TableWorld world = new TableWorld(dialect);
        String time = dialect == Dialect.POSTGRES ? "timestamptz" : "timestamp(6)";
        world.sql(
                "CREATE TABLE seen (id int PRIMARY KEY, name varchar(20), updated_at " + time + " NULL)",
                "CREATE VIEW payments AS SELECT id, name, updated_at FROM seen");
        return world;
    }
}
