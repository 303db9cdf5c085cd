package canbao.runtime.embedded;

import canbao.io.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL 18 on a folder of ours, durable (fsync and synchronous_commit on) and kept between starts. A server
 * that a killed process left behind is stopped before the new one starts.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final Path data;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /**
     * @param folder where the data lives; made when absent
     * @param port 0 for any free one
     */
    public static EmbeddedPostgres start(Path folder, int port) {
        Path data = folder.resolve("data");
        try {
            Files.createDirectories(folder);
            stopOrphan(folder);
            Builder builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setDataDirectory(data.toFile())
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setCleanDataDirectory(false)
                    // Whoever closes the hub closes its server after it.
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("shared_buffers", "2GB")
                    .setServerConfig("max_wal_size", "8GB")
                    .setServerConfig("work_mem", "64MB")
                    .setServerConfig("max_connections", "120")
                    .setServerConfig("listen_addresses", "127.0.0.1");
            if (port != 0) {
                builder.setPort(port);
            }
            EmbeddedPostgres started = new EmbeddedPostgres(builder.start(), data);
            started.createDatabase();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL did not start in " + folder, e);
        }
    }

    public DatabaseAddress address() {
        return new DatabaseAddress("127.0.0.1", server.getPort(), "canbao", "postgres", "postgres");
    }

    /** The postmaster's process id, for measuring what the server costs. */
    public long processId() {
        return postmaster(data).orElseThrow(() -> new IllegalStateException("embedded PostgreSQL is not running"));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("embedded PostgreSQL did not stop cleanly");
        }
    }

    private void createDatabase() {
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
        try (var connection = java.sql.DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement()) {
            var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'canbao'");
            if (!found.next()) {
                statement.execute("CREATE DATABASE canbao");
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("cannot create the database canbao", e);
        }
    }

    /** Stops the server that a killed process may have left behind in a folder, before the folder is deleted. */
    public static void stopOrphan(Path folder) throws IOException {
        Path data = folder.resolve("data");
        Optional<ProcessHandle> orphan =
                postmaster(data).flatMap(ProcessHandle::of).filter(EmbeddedPostgres::isPostgres);
        if (orphan.isEmpty()) {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            return;
        }
        LOG.atInfo()
                .addKeyValue("pid", orphan.get().pid())
                .log("stopping the PostgreSQL that an earlier run left behind");
        // SIGTERM is PostgreSQL's smart shutdown, which waits for clients; SIGINT is the fast one.
        new ProcessBuilder("kill", "-INT", String.valueOf(orphan.get().pid())).start();
        try {
            orphan.get().onExit().get(STOP_LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new IOException(
                    "the PostgreSQL left behind (pid " + orphan.get().pid() + ") does not stop", e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }

    private static Optional<Long> postmaster(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.get(0).trim()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
