package canbao.security;

import canbao.io.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What else than HTTP belongs to one agency: its login at the hub's own SFTP server, its drop folders, its exchange tables
 * (前置库). Nobody else's batch is taken from there, and it hands in nothing elsewhere.
 *
 * @param folders names of folders under the hub's drop folder, such as {@code education}
 * @param tables names of exchange tables, such as {@code exchange.hardship}
 */
public record AgencyDoors(Optional<Sftp> sftp, List<String> folders, List<String> tables) {
    /** The agency pushes by HTTP only, or its batches are fetched. */
    public static final AgencyDoors NONE = new AgencyDoors(Optional.empty(), List.of(), List.of());

    private static final Pattern USER = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}(\\.[a-z_][a-z0-9_]{0,62})?");

    public AgencyDoors {
        folders = List.copyOf(folders);
        tables = List.copyOf(tables);
    }

    /**
     * A login at the hub's SFTP server.
     *
     * @param publicKeys as in OpenSSH's {@code authorized_keys}, one each: {@code ssh-ed25519 AAAA… comment}
     * @param password where the agency cannot use keys
     */
    public record Sftp(
            String user, List<String> publicKeys, @Nullable Secret password) {
        public Sftp {
            publicKeys = List.copyOf(publicKeys);
        }

        /** Whether this is the password; never so when there is none. */
        public boolean hasPassword(String candidate) {
            return password != null && password.matches(candidate);
        }
    }

    /** Reads {@code doors: {sftp: {user, publicKeys: […], password: {file: …}}, folders: […], tables: […]}}. */
    static AgencyDoors read(YamlNode node, Path folder, Function<String, @Nullable String> environment) {
        Optional<Sftp> sftp =
                node.has("sftp") ? Optional.of(sftp(node.child("sftp"), folder, environment)) : Optional.empty();
        AgencyDoors doors = new AgencyDoors(
                sftp,
                names(node, "folders", FOLDER, "write one word of letters, digits, _ and - below the drop folder"),
                names(node, "tables", TABLE, "write schema.table in lower case"));
        node.done();
        return doors;
    }

    private static Sftp sftp(YamlNode node, Path folder, Function<String, @Nullable String> environment) {
        String user = node.text("user");
        if (!USER.matcher(user).matches()) {
            node.problem("user", "not a login name", "write 1 to 32 lower-case letters, digits and hyphens");
        }
        List<String> keys = node.texts("publicKeys");
        for (String key : keys) {
            OpenSshKey.fault(key).ifPresent(fault -> node.problem("publicKeys", fault, OpenSshKey.FIX));
        }
        Optional<Secret> password =
                node.has("password") ? Secret.read(node.child("password"), folder, environment) : Optional.empty();
        if (keys.isEmpty() && !node.has("password")) {
            node.problem(
                    "", "a login without key and password", "add publicKeys: [ssh-ed25519 …] or password: {file: …}");
        }
        node.done();
        return new Sftp(user, keys.stream().map(String::strip).toList(), password.orElse(null));
    }

    private static List<String> names(YamlNode node, String key, Pattern form, String fix) {
        List<String> names = node.texts(key);
        for (String name : names) {
            if (!form.matcher(name).matches()) {
                node.problem(key, "not a name: " + name, fix);
            }
        }
        return names;
    }
}
