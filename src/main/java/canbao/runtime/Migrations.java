package canbao.runtime;

import canbao.io.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Brings the schema up to date ({@code src/main/resources/db/migration}) and refuses a server that may forget commits. */
public final class Migrations {
    private Migrations() {}

    /** Throws {@link Unfit} when fsync or synchronous_commit is off. */
    public static void apply(DatabaseAddress address) {
        refuseUnfitServer(address);
        try {
            Flyway.configure()
                    .dataSource(url(address), address.user(), address.password())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new Unfit(
                    "the schema of PostgreSQL at " + address + " cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    private static void refuseUnfitServer(DatabaseAddress address) {
        try (Connection connection = DriverManager.getConnection(url(address), address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet settings = statement.executeQuery(
                        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')")) {
            while (settings.next()) {
                if (settings.getString(2).equals("off")) {
                    throw new Unfit(
                            "PostgreSQL at " + address + " has " + settings.getString(1)
                                    + " = off and may lose commits; set it to on in postgresql.conf and reload",
                            null);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL at " + address + " does not answer: " + e.getMessage(), e);
        }
    }

    static String url(DatabaseAddress address) {
        return "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
    }

    /** The server may lose what it committed, or does not take our schema; waiting does not help. */
    public static final class Unfit extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Unfit(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
