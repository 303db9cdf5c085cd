package canbao.feed.receipt;

import canbao.crypto.Sm2;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which receipts are verified: {@code keys: [{id, publicKey, from, until, revokedAt}]} in YAML or JSON. The same
 * text is published at {@code /receipt-keys.json}.
 */
public record ReceiptKeys(List<ReceiptKey> keys) {
    public static final ReceiptKeys NONE = new ReceiptKeys(List.of());

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ReceiptKeys {
        keys = List.copyOf(keys);
    }

    /** Reads a file, YAML or JSON; {@code name} is how problems call it. */
    public static ReceiptKeys load(Path file, String name, Problems problems) {
        return read(YamlNode.load(file, name, problems));
    }

    static ReceiptKeys parse(String text, String name, Problems problems) {
        return read(YamlNode.parse(text, name, problems));
    }

    Optional<ReceiptKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** As they are published. */
    public JsonObject json() {
        JsonArray all = new JsonArray();
        keys.forEach(key -> all.add(key.json()));
        return new JsonObject().put("keys", all);
    }

    private static ReceiptKeys read(YamlNode file) {
        List<ReceiptKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlNode node : file.children("keys")) {
            key(node, ids).ifPresent(keys::add);
        }
        file.done();
        return new ReceiptKeys(keys);
    }

    private static Optional<ReceiptKey> key(YamlNode node, Set<String> ids) {
        String id = node.text("id");
        Optional<Sm2.PublicKey> publicKey = publicKey(node);
        LocalDate from = node.date("from");
        LocalDate until = node.has("until") ? node.date("until") : null;
        OffsetDateTime revokedAt = node.has("revokedAt") ? revokedAt(node) : null;
        String algorithm = node.text("algorithm", Signature.ALGORITHM);
        node.done();
        if (!ID.matcher(id).matches()) {
            node.problem("id", "not a key id: " + id, "write 1 to 64 letters, digits, dots and hyphens");
        } else if (!ids.add(id)) {
            node.problem("id", "two keys are called " + id, "give each key its own id");
        } else if (until != null && !from.isBefore(until)) {
            node.problem("until", "not after from", "write the first day on which the key no longer signs");
        } else if (!algorithm.equals(Signature.ALGORITHM)) {
            node.problem("algorithm", "not " + Signature.ALGORITHM, "leave it out");
        } else {
            return publicKey.map(key -> new ReceiptKey(id, key, from, until, revokedAt));
        }
        return Optional.empty();
    }

    private static Optional<Sm2.PublicKey> publicKey(YamlNode node) {
        try {
            return Optional.of(Sm2.PublicKey.of(node.text("publicKey")));
        } catch (IllegalArgumentException e) {
            node.problem("publicKey", "not an SM2 public key in PEM", "make one with ./hub receipt key");
            return Optional.empty();
        }
    }

    private static @Nullable OffsetDateTime revokedAt(YamlNode node) {
        try {
            return OffsetDateTime.parse(node.text("revokedAt"));
        } catch (DateTimeException e) {
            node.problem("revokedAt", "not a moment", "write such as 2025-03-01T09:30:00+08:00");
            return null;
        }
    }
}
