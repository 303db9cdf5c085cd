package canbao.cli.doors;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.routes.table.agency.Dialect;
import canbao.routes.table.agency.TableDatabase;
import canbao.testing.MariaDb;
import canbao.testing.Platform;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllDoorsTest {
    private static final int ROWS = 300;

    @Test
    void one_list_is_the_same_through_every_door() throws Exception {
        String database = MariaDb.freshDatabase();
        TableDatabase mariadb =
                new TableDatabase(Dialect.MARIADB, "127.0.0.1", MariaDb.port(), database, "root", "", false);
        World.Servers servers = new World.Servers(
                Platform.postgres().address(), Platform.kafka().address(), Optional.of(mariadb));
        AllDoors doors = new AllDoors(
                SameList.of(ROWS),
                servers,
                Platform.folder("all-doors"),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        doors.run(true);
        assertThat(doors.skipped()).isEmpty();
        assertThat(doors.mismatches()).isEmpty();
        assertThat(doors.json().getJsonArray("together")).hasSameSizeAs(Agency.all());
        assertThat(doors.json().getJsonArray("alone")).hasSameSizeAs(Agency.all());
    }
}
