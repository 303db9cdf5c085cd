package canbao.runtime.door;

import canbao.io.yaml.YamlNode;
import canbao.routes.table.agency.Dialect;
import canbao.routes.table.agency.TableDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What {@code hub.yaml} says of doors besides {@code routes:}: agencies' exchange databases, by the names that routes use, and
 * the hub's own SFTP server.
 */
public record DoorSettings(Map<String, TableDatabase> databases, Optional<Sftp> sftp) {
    private static final int POSTGRES_PORT = 5432;
    private static final int MARIADB_PORT = 3306;
    private static final int SFTP_PORT = 2022;

    public DoorSettings {
        databases = Map.copyOf(databases);
    }

    /**
     * The hub's own SFTP server.
     *
     * @param folder where the agencies' folders are
     * @param hostKey the file with its key
     */
    public record Sftp(String host, int port, Path folder, Path hostKey) {
        @Override
        public String toString() {
            return host + ":" + port + " for " + folder;
        }
    }

    /**
     * Reads the sections {@code databases} and {@code sftp}, either of which may be missing.
     *
     * @param config the config folder
     * @param secret reads the secret that stands under a key
     */
    public static DoorSettings read(YamlNode file, Path config, BiFunction<YamlNode, String, String> secret) {
        Map<String, TableDatabase> databases = new LinkedHashMap<>();
        if (file.has("databases")) {
            YamlNode all = file.child("databases");
            for (String name : all.keys()) {
                database(all.child(name), secret).ifPresent(database -> databases.put(name, database));
            }
            all.done();
        }
        return new DoorSettings(
                databases, file.has("sftp") ? Optional.of(sftp(file.child("sftp"), config)) : Optional.empty());
    }

    private static Optional<TableDatabase> database(YamlNode node, BiFunction<YamlNode, String, String> secret) {
        Dialect kind = node.oneOf("kind", Dialect.class);
        String host = node.text("host");
        int port = node.integer("port", kind == Dialect.POSTGRES ? POSTGRES_PORT : MARIADB_PORT);
        String database = node.text("database");
        String user = node.text("user");
        String password = secret.apply(node, "password");
        boolean tls = node.flag("tls", false);
        node.done();
        try {
            return Optional.of(new TableDatabase(kind, host, port, database, user, password, tls));
        } catch (IllegalArgumentException e) {
            node.problem("", String.valueOf(e.getMessage()), "write the parts of the address apart, nothing else");
            return Optional.empty();
        }
    }

    private static Sftp sftp(YamlNode node, Path config) {
        int port = node.integer("port", SFTP_PORT);
        if (port < 0 || port > 65535) {
            node.problem("port", "from 0 to 65535", "write " + SFTP_PORT);
        }
        Sftp sftp = new Sftp(
                node.text("host", "127.0.0.1"),
                port,
                Path.of(node.text("folder")),
                config.resolve(node.text("hostKey", "secrets/sftp-host-key")));
        node.done();
        return sftp;
    }
}
