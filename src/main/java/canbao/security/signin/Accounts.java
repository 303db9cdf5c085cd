package canbao.security.signin;

import canbao.io.yaml.YamlNode;
import canbao.security.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Who may sign in: user names in {@code config/hub.yaml} ({@code admin}, and {@code staff} for the colleagues who decide
 * together), each with a file that holds a bcrypt hash of cost 12 or more. After five failures on one name its next attempt
 * has to wait, longer each time.
 */
public final class Accounts {
    private static final int COST = 12;
    private static final int SHORTEST_PASSWORD = 10;
    private static final int BCRYPT_LIMIT = 72;
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    private final Map<String, Account> accounts;
    private final Account nobody;

    private record Account(String hash, LoginThrottle throttle) {}

    /** @param hashes user name to bcrypt hash; at least one */
    public Accounts(Map<String, String> hashes, InstantSource clock) {
        Map<String, Account> known = new HashMap<>();
        hashes.forEach((user, hash) -> known.put(user, new Account(hash, new LoginThrottle(clock))));
        this.accounts = Map.copyOf(known);
        // A name that nobody has costs as much time as a wrong password, and is slowed down likewise.
        this.nobody = new Account(hashes.values().iterator().next(), new LoginThrottle(clock));
    }

    /**
     * Reads {@code admin: {user: …, passwordFile: …}} and the list {@code staff} of the same; files are relative to the
     * folder. Empty, with a problem for each, when a hash is missing or unusable.
     */
    public static Optional<Accounts> read(YamlNode hub, Path folder, InstantSource clock) {
        Map<String, String> hashes = new HashMap<>();
        boolean whole = true;
        for (YamlNode account : nodes(hub)) {
            String user = account.text("user");
            String hash = readHash(account, folder);
            if (!hash.isEmpty() && hashes.putIfAbsent(user, hash) != null) {
                account.problem("user", "two accounts of the name " + user, "give each person a name of his own");
            }
            whole &= !hash.isEmpty();
        }
        return whole ? Optional.of(new Accounts(hashes, clock)) : Optional.empty();
    }

    /** User name to password file, as {@code hub.yaml} says. */
    public static Map<String, String> files(YamlNode hub) {
        Map<String, String> files = new LinkedHashMap<>();
        nodes(hub).forEach(account -> files.put(account.text("user"), account.text("passwordFile")));
        return files;
    }

    private static List<YamlNode> nodes(YamlNode hub) {
        return Stream.concat(Stream.of(hub.child("admin")), hub.children("staff").stream())
                .toList();
    }

    private static String readHash(YamlNode account, Path folder) {
        String place = account.text("passwordFile");
        account.done();
        String hash = PrivateFile.text(folder.resolve(place)).orElse("").strip();
        Matcher matcher = HASH.matcher(hash);
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) >= COST) {
            return hash;
        }
        account.problem(
                "passwordFile", "no bcrypt hash of cost " + COST + " at " + place, "make it with ./hub secrets");
        return "";
    }

    /** Writes the hash of a new password to a file that only its owner can read. */
    public static void writePassword(Path file, String password, SecureRandom random) {
        PrivateFile.write(file, hash(password, random) + "\n");
    }

    /** The bcrypt hash of a password of 10 characters to 72 bytes. */
    public static String hash(String password, SecureRandom random) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (password.length() < SHORTEST_PASSWORD || bytes.length > BCRYPT_LIMIT) {
            throw new IllegalArgumentException("a password has at least 10 characters and at most 72 bytes");
        }
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return OpenBSDBCrypt.generate(bytes, salt, COST);
    }

    /** Tries a user name and a password. Takes a quarter of a second of CPU. */
    public SignIn signIn(String name, String password) {
        Account account = accounts.getOrDefault(name, nobody);
        Optional<Duration> wait = account.throttle.attempt();
        if (wait.isPresent()) {
            return new SignIn.Wait(wait.get());
        }
        byte[] given = password.getBytes(StandardCharsets.UTF_8);
        boolean right = given.length <= BCRYPT_LIMIT && OpenBSDBCrypt.checkPassword(account.hash, given);
        if (!right || !accounts.containsKey(name)) {
            return new SignIn.Wrong();
        }
        account.throttle.success();
        return new SignIn.Welcome(name);
    }

    /** What came of an attempt to sign in. */
    public sealed interface SignIn {
        record Welcome(String user) implements SignIn {}

        /** Wrong name or wrong password; which one is not told. */
        record Wrong() implements SignIn {}

        /** Too many failures: not even tried. */
        record Wait(Duration length) implements SignIn {}
    }
}
