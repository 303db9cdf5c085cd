package canbao.feed.receipt;

import canbao.crypto.Sm2;
import canbao.io.yaml.Problems;
import canbao.testing.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/** A config folder with one receipt key, and what stands there of it. */
public final class TryKeys {
    public final Path folder = Platform.folder("receipt-keys");
    private final Sm2.Pair pair = Sm2.generate(new SecureRandom());

    /** A key that is valid from 2024 on. */
    public TryKeys() {
        says("");
        try {
            Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(
                    ReceiptKeyring.privateKey(folder, "receipt-1"),
                    pair.privateKey().pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What else the key's entry says, such as {@code until: 2025-01-01}. */
    public TryKeys says(String more) {
        try {
            Files.writeString(
                    folder.resolve(ReceiptKeyring.FILE),
                    "keys:\n  - id: receipt-1\n    publicKey: |\n"
                            + pair.publicKey().pem().indent(6) + "    from: 2024-01-01\n"
                            + (more.isEmpty() ? "" : "    " + more + "\n"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ReceiptKeyring ring() {
        Problems problems = new Problems();
        ReceiptKeyring ring =
                ReceiptKeyring.load(folder, new SecureRandom(), Instant.parse("2024-11-01T02:00:00Z"), problems);
        problems.throwIfAny();
        return ring;
    }

    public ReceiptKeys keys() {
        Problems problems = new Problems();
        ReceiptKeys keys = ReceiptKeys.load(folder.resolve(ReceiptKeyring.FILE), "receipt-keys.yaml", problems);
        problems.throwIfAny();
        return keys;
    }
}
