package canbao.cli.receipt;

import canbao.crypto.Sm2;
import canbao.feed.receipt.ReceiptKeyring;
import canbao.feed.receipt.ReceiptKeys;
import canbao.io.yaml.Problems;
import canbao.security.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;

/** {@code config/receipt-keys.yaml}: adds keys to it, and leaves alone what people have written there. */
public final class ReceiptKeyFile {
    private static final String HEADER = """
            # 回执签名密钥（SM2 公钥）；私钥在 secrets/<id>.key.pem。/ The keys that sign receipts; private halves are in secrets/<id>.key.pem.
            """;
    private static final String EMPTY = "keys: []";

    private ReceiptKeyFile() {}

    /** Makes the first key of a config folder; does nothing when there is one. */
    public static void ensure(Path config, LocalDate from, SecureRandom random) {
        if (known(config).keys().isEmpty()) {
            add(config, from, random);
        }
    }

    /** Makes another key; returns its id. */
    static String add(Path config, LocalDate from, SecureRandom random) {
        ReceiptKeys known = known(config);
        String id = freeId(config, known);
        Sm2.Pair pair = Sm2.generate(random);
        PrivateFile.write(
                ReceiptKeyring.privateKey(config, id), pair.privateKey().pem());
        String entry = "  - id: " + id + "\n    publicKey: |\n"
                + pair.publicKey().pem().indent(6) + "    from: " + from + "\n";
        Path file = config.resolve(ReceiptKeyring.FILE);
        try {
            String text = Files.isRegularFile(file) ? Files.readString(file) : HEADER + EMPTY + "\n";
            String open = text.contains(EMPTY) ? text.replace(EMPTY, "keys:") : text;
            Files.writeString(file, open + (open.endsWith("\n") ? "" : "\n") + entry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        if (known(config).keys().size() != known.keys().size() + 1) {
            throw new IllegalStateException("keys: must be the last thing in " + file + ": correct it by hand");
        }
        return id;
    }

    private static ReceiptKeys known(Path config) {
        Path file = config.resolve(ReceiptKeyring.FILE);
        if (!Files.isRegularFile(file)) {
            return ReceiptKeys.NONE;
        }
        Problems problems = new Problems();
        ReceiptKeys known = ReceiptKeys.load(file, "config/" + ReceiptKeyring.FILE, problems);
        problems.throwIfAny();
        return known;
    }

    private static String freeId(Path config, ReceiptKeys known) {
        int n = 1;
        while (isTaken(config, known, "receipt-" + n)) {
            n++;
        }
        return "receipt-" + n;
    }

    private static boolean isTaken(Path config, ReceiptKeys known, String id) {
        return known.keys().stream().anyMatch(key -> key.id().equals(id))
                || Files.exists(ReceiptKeyring.privateKey(config, id));
    }
}
