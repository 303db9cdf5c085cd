package canbao.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.io.Database;
import canbao.testing.Platform;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void a_server_that_may_forget_commits_is_refused_until_it_no_longer_may() {
        try (Database database = Platform.database()) {
            String name = database.address().database();
            database.run("ALTER DATABASE " + name + " SET synchronous_commit = off");
            assertThatThrownBy(() -> Migrations.apply(database.address()))
                    .isInstanceOf(Migrations.Unfit.class)
                    .hasMessageContaining("synchronous_commit = off")
                    .hasMessageContaining("set it to on");
            database.run("ALTER DATABASE " + name + " RESET synchronous_commit");
            assertThatCode(() -> Migrations.apply(database.address())).doesNotThrowAnyException();
        }
    }

    @Test
    void our_own_embedded_server_keeps_what_it_commits() {
        try (Database database = Platform.database()) {
            var settings =
                    database.run("SELECT current_setting('fsync') || ' ' || current_setting('synchronous_commit')");
            assertThat(settings.iterator().next().getString(0)).isEqualTo("on on");
        }
    }

    @Test
    void applying_again_changes_nothing() {
        try (Database database = Platform.database()) {
            String applied = "SELECT string_agg(version || installed_on::text, ' ') FROM flyway_schema_history";
            String before = database.run(applied).iterator().next().getString(0);
            Migrations.apply(database.address());
            assertThat(database.run(applied).iterator().next().getString(0)).isEqualTo(before);
        }
    }
}
