package canbao.runtime;

import canbao.io.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date ({@code src/main/resources/db/migration}) and refuses a server that may forget commits. */
public final class Migrations {
    private Migrations() {}

    /** Throws {@link Forgetful} when fsync or synchronous_commit is off. */
    public static void apply(DatabaseAddress address) {
        refuseForgetfulServer(address);
        Flyway.configure()
                .dataSource(url(address), address.user(), address.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private static void refuseForgetfulServer(DatabaseAddress address) {
        try (Connection connection = DriverManager.getConnection(url(address), address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet settings = statement.executeQuery(
                        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')")) {
            while (settings.next()) {
                if (settings.getString(2).equals("off")) {
                    throw new Forgetful("PostgreSQL at " + address + " has " + settings.getString(1)
                            + " = off and may lose commits; set it to on in postgresql.conf and reload");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL at " + address + " does not answer: " + e.getMessage(), e);
        }
    }

    static String url(DatabaseAddress address) {
        return "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
    }

    /** The server may lose what it committed; waiting does not help. */
    public static final class Forgetful extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Forgetful(String message) {
            super(message);
        }
    }
}
