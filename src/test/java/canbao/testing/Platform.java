package canbao.testing;

import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.runtime.Migrations;
import canbao.runtime.embedded.EmbeddedKafka;
import canbao.runtime.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL and one real Kafka for the whole test run, each started when first asked for. */
public final class Platform {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Platform() {}

    public static Vertx vertx() {
        return VertxHolder.VERTX;
    }

    public static EmbeddedPostgres postgres() {
        return PostgresHolder.SERVER;
    }

    public static EmbeddedKafka kafka() {
        return KafkaHolder.SERVER;
    }

    /** A new, empty database with the hub's schema. */
    public static DatabaseAddress freshDatabase() {
        DatabaseAddress address = bareDatabase();
        Migrations.apply(address);
        return address;
    }

    /** A new database with nothing in it. */
    public static DatabaseAddress bareDatabase() {
        DatabaseAddress server = postgres().address();
        String name = "test_" + DATABASES.incrementAndGet();
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres";
        try (var connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create " + name, e);
        }
        return new DatabaseAddress(server.host(), server.port(), name, server.user(), server.password());
    }

    /** A pool on a new, empty database with the hub's schema. */
    public static Database database() {
        return new Database(vertx(), freshDatabase(), 8);
    }

    public static Path folder(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class VertxHolder {
        static final Vertx VERTX = Vertx.vertx();
    }

    private static final class PostgresHolder {
        static final EmbeddedPostgres SERVER = started();

        private static EmbeddedPostgres started() {
            EmbeddedPostgres server = EmbeddedPostgres.start(folder("canbao-postgres"), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }

    private static final class KafkaHolder {
        static final EmbeddedKafka SERVER = started();

        private static EmbeddedKafka started() {
            EmbeddedKafka server = EmbeddedKafka.start(folder("canbao-kafka"), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }
}
