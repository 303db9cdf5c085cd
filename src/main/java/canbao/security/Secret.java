package canbao.security;

import canbao.io.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A shared secret: the UTF-8 bytes of a text of at least 16 characters, without surrounding white space. Comes from a file
 * or an environment variable, never from a YAML file, and never shows in {@code toString}.
 */
public final class Secret {
    private static final int SHORTEST = 16;

    private final byte[] bytes;

    private Secret(String text) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    public static Secret of(String text) {
        String stripped = text.strip();
        if (stripped.length() < SHORTEST) {
            throw new IllegalArgumentException("a secret has at least " + SHORTEST + " characters");
        }
        return new Secret(stripped);
    }

    /** Writes a new random secret (64 hex digits) that only the owner of the file can read, and returns it. */
    public static Secret create(Path file, SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String text = HexFormat.of().formatHex(bytes);
        PrivateFile.write(file, text + "\n");
        return new Secret(text);
    }

    /** Reads {@code {file: …}}, relative to the folder, or {@code {env: …}}; a problem when neither gives a secret. */
    static Optional<Secret> read(YamlNode node, Path folder, Function<String, @Nullable String> environment) {
        if (node.has("file") == node.has("env")) {
            node.problem("", "a secret comes from a file or an environment variable", "write {file: …} or {env: …}");
            return Optional.empty();
        }
        String key = node.has("file") ? "file" : "env";
        String place = node.text(key);
        node.done();
        Optional<String> text = key.equals("file")
                ? PrivateFile.text(folder.resolve(place))
                : Optional.ofNullable(environment.apply(place));
        if (text.isEmpty()) {
            node.problem(
                    key,
                    "nothing to read at " + place,
                    "make it with ./hub secrets (the shipped ones) or ./hub agency key, or put the agency's own there");
            return Optional.empty();
        }
        if (text.get().strip().length() < SHORTEST) {
            node.problem(key, "shorter than " + SHORTEST + " characters", "put 64 random hex digits there");
            return Optional.empty();
        }
        return Optional.of(Secret.of(text.get()));
    }

    /** Whether the text is this secret; takes as long for a wrong one as for the right one. */
    public boolean matches(String text) {
        return MessageDigest.isEqual(bytes, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "***";
    }
}
