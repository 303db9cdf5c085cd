package canbao.security.signin;

import canbao.io.yaml.YamlNode;
import canbao.security.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * The one local administrator: a user name in {@code config/hub.yaml} and a file that holds a bcrypt hash of cost 12 or
 * more. After five failures the next attempt has to wait, longer each time.
 */
public final class Accounts {
    private static final int COST = 12;
    private static final int SHORTEST_PASSWORD = 10;
    private static final int BCRYPT_LIMIT = 72;
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    private final String user;
    private final String hash;
    private final LoginThrottle throttle;

    public Accounts(String user, String hash, InstantSource clock) {
        this.user = user;
        this.hash = hash;
        this.throttle = new LoginThrottle(clock);
    }

    /**
     * Reads {@code {user: …, passwordFile: …}}; the file is relative to the folder. Empty, with a problem, when there is no
     * usable hash.
     */
    public static Optional<Accounts> read(YamlNode admin, Path folder, InstantSource clock) {
        String user = admin.text("user");
        String place = admin.text("passwordFile");
        admin.done();
        String hash = PrivateFile.text(folder.resolve(place)).orElse("").strip();
        Matcher matcher = HASH.matcher(hash);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < COST) {
            admin.problem(
                    "passwordFile",
                    "no bcrypt hash of cost " + COST + " at " + place,
                    "make the file with the command that ./hub help names");
            return Optional.empty();
        }
        return Optional.of(new Accounts(user, hash, clock));
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
        Optional<Duration> wait = throttle.attempt();
        if (wait.isPresent()) {
            return new SignIn.Wait(wait.get());
        }
        byte[] given = password.getBytes(StandardCharsets.UTF_8);
        boolean rightPassword = given.length <= BCRYPT_LIMIT && OpenBSDBCrypt.checkPassword(hash, given);
        boolean rightName =
                MessageDigest.isEqual(user.getBytes(StandardCharsets.UTF_8), name.getBytes(StandardCharsets.UTF_8));
        if (!rightPassword || !rightName) {
            return new SignIn.Wrong();
        }
        throttle.success();
        return new SignIn.Welcome(user);
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
