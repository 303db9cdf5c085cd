package canbao.sim.sms;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The centre's own books: every copy of every text that a handset received. Long texts are put together from their parts
 * as a handset does. With a truth file, each copy is a line of JSON there, and an existing file is continued.
 */
public final class Handsets implements AutoCloseable {
    /** One text on one handset. */
    public record Copy(String text, Instant at) {}

    private final Map<String, List<Copy>> copies = new TreeMap<>();
    private final Map<String, @Nullable String[]> incomplete = new HashMap<>();
    private final @Nullable Writer truth;

    private Handsets(@Nullable Writer truth) {
        this.truth = truth;
    }

    public static Handsets inMemory() {
        return new Handsets(null);
    }

    public static Handsets onFile(Path file) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            Handsets handsets =
                    new Handsets(Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            for (String line : lines) {
                JsonObject copy = new JsonObject(line);
                handsets.keep(copy.getString("phone"), new Copy(copy.getString("text"), copy.getInstant("at")));
            }
            return handsets;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the handsets' truth in " + file, e);
        }
    }

    /** Every handset that received anything. */
    public synchronized Map<String, List<Copy>> copies() {
        Map<String, List<Copy>> result = new TreeMap<>();
        copies.forEach((phone, texts) -> result.put(phone, List.copyOf(texts)));
        return result;
    }

    public synchronized JsonObject json() {
        JsonObject json = new JsonObject();
        copies.forEach((phone, texts) -> {
            JsonArray array = new JsonArray();
            texts.forEach(
                    copy -> array.add(new JsonObject().put("text", copy.text()).put("at", copy.at())));
            json.put(phone, array);
        });
        return json;
    }

    /** A text in one part. */
    synchronized void receive(String phone, String text, Instant at) {
        Copy copy = new Copy(text, at);
        keep(phone, copy);
        write(phone, copy);
    }

    /** One part, counted from 1; the text shows once all are there. */
    synchronized void receivePart(String phone, int reference, int parts, int part, String text, Instant at) {
        String key = phone + "/" + reference + "/" + parts;
        @Nullable String[] texts = incomplete.computeIfAbsent(key, absent -> new String[parts]);
        texts[part - 1] = text;
        if (Arrays.stream(texts).allMatch(t -> t != null)) {
            incomplete.remove(key);
            receive(phone, String.join("", Arrays.asList(texts)), at);
        }
    }

    private void keep(String phone, Copy copy) {
        copies.computeIfAbsent(phone, absent -> new ArrayList<>()).add(copy);
    }

    private void write(String phone, Copy copy) {
        if (truth == null) {
            return;
        }
        try {
            JsonObject line = new JsonObject()
                    .put("phone", phone)
                    .put("text", copy.text())
                    .put("at", copy.at());
            truth.write(line.encode() + "\n");
            truth.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the truth file", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (truth != null) {
            truth.close();
        }
    }
}
