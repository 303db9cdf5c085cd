package canbao.feed.receipt;

import canbao.crypto.Sm2;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's receipt keys as {@code config/receipt-keys.yaml} and {@code config/secrets/<id>.key.pem} say now: a key is added,
 * retired or revoked without a restart. While the file is wrong, what it said before holds.
 */
public final class ReceiptKeyring {
    public static final String FILE = "receipt-keys.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptKeyring.class);

    private final Path folder;
    private final SecureRandom random;
    private volatile Keys current;

    /** Public and private halves; a key without its private half only verifies. */
    private record Keys(ReceiptKeys known, Map<String, Sm2.PrivateKey> ours) {
        static final Keys NONE = new Keys(ReceiptKeys.NONE, Map.of());

        @Override
        public String toString() {
            return known.keys() + " " + ours.keySet();
        }
    }

    private ReceiptKeyring(Path folder, SecureRandom random, Keys current) {
        this.folder = folder;
        this.random = random;
        this.current = current;
    }

    /**
     * Reads the keys of a config folder; everything wrong becomes a problem, and so does a keyring that cannot sign now.
     *
     * @param now when the hub starts
     */
    public static ReceiptKeyring load(Path folder, SecureRandom random, Instant now, Problems problems) {
        ReceiptKeyring ring = new ReceiptKeyring(folder, random, read(folder, random, problems));
        if (problems.none() && signing(ring.current, now).isEmpty()) {
            problems.add(new Problem(
                    "config/" + FILE,
                    "keys",
                    "no key signs receipts today, or its file in config/secrets is missing",
                    "make one with ./hub secrets, or ./hub receipt key"));
        }
        return ring;
    }

    /** A keyring without keys: receipts bear no signature. */
    public static ReceiptKeyring none() {
        return new ReceiptKeyring(Path.of(""), new SecureRandom(), Keys.NONE);
    }

    /** Where a key's private half is kept in a config folder. */
    public static Path privateKey(Path folder, String id) {
        return folder.resolve("secrets").resolve(id + ".key.pem");
    }

    /** The public halves. */
    public ReceiptKeys keys() {
        return current.known();
    }

    /** Reads the files again; throws {@link Problems.Refused} while they are wrong. False: come back after a pause. */
    public boolean step() {
        Problems problems = new Problems();
        Keys read = read(folder, random, problems);
        problems.throwIfAny();
        if (!read.toString().equals(current.toString())) {
            LOG.atInfo().addKeyValue("keys", read).log("receipt-keys.yaml has changed and holds now");
        }
        current = read;
        return false;
    }

    /** Signs with the key that came last; empty, and said aloud, when none is valid. */
    Optional<Signature> sign(Statement statement, Instant now) {
        Keys keys = current;
        Optional<ReceiptKey> key = signing(keys, now);
        if (key.isEmpty()) {
            LOG.atError().log("no receipt key is valid: receipts bear no signature; make one with ./hub receipt key");
            return Optional.empty();
        }
        String signedAt = time(now);
        Sm2.PrivateKey ours = keys.ours().get(key.get().id());
        if (ours == null) {
            return Optional.empty();
        }
        byte[] value = ours.sign(statement.signed(key.get().id(), signedAt), random);
        return Optional.of(
                new Signature(key.get().id(), signedAt, HexFormat.of().formatHex(value)));
    }

    /** ISO 8601 in Asia/Shanghai, to the millisecond. */
    static String time(Instant instant) {
        return OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), ReceiptKey.SHANGHAI)
                .toString();
    }

    private static Optional<ReceiptKey> signing(Keys keys, Instant now) {
        return keys.known().keys().stream()
                .filter(key -> keys.ours().containsKey(key.id()) && key.at(now) == ReceiptKey.Standing.VALID)
                .max(Comparator.comparing(ReceiptKey::from));
    }

    private static Keys read(Path folder, SecureRandom random, Problems problems) {
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            problems.add(new Problem(
                    "config/" + FILE, "1", "there are no keys for receipts", "make the file with ./hub secrets"));
            return Keys.NONE;
        }
        ReceiptKeys known = ReceiptKeys.load(folder.resolve(FILE), "config/" + FILE, problems);
        Map<String, Sm2.PrivateKey> ours = new HashMap<>();
        for (ReceiptKey key : known.keys()) {
            ours(folder, key, random, problems).ifPresent(half -> ours.put(key.id(), half));
        }
        return new Keys(known, Map.copyOf(ours));
    }

    private static Optional<Sm2.PrivateKey> ours(Path folder, ReceiptKey key, SecureRandom random, Problems problems) {
        Path file = privateKey(folder, key.id());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Sm2.PrivateKey half = Sm2.PrivateKey.of(Files.readString(file));
            byte[] probe = key.id().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            if (key.publicKey().verifies(probe, half.sign(probe, random))) {
                return Optional.of(half);
            }
        } catch (IllegalArgumentException e) {
            // Falls through: an unreadable half and another key's have the same fix.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read config/secrets/" + file.getFileName(), e);
        }
        problems.add(new Problem(
                "config/" + FILE,
                "keys: " + key.id(),
                "config/secrets/" + file.getFileName() + " is not the private half of this key",
                "put the right file there, or make a new key with ./hub receipt key"));
        return Optional.empty();
    }
}
