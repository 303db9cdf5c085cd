package canbao.sim;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An agency's memory over restarts: JSON lines in a file, or none at all. A last line torn by a kill is forgotten. */
public final class Journal {
    private final Optional<Path> file;

    private Journal(Optional<Path> file) {
        this.file = file;
    }

    /** Everything is forgotten when the process ends. */
    public static Journal none() {
        return new Journal(Optional.empty());
    }

    public static Journal at(Path file) {
        return new Journal(Optional.of(file));
    }

    /** What was written before; cuts off a torn end. */
    synchronized List<JsonObject> read() {
        List<JsonObject> records = new ArrayList<>();
        if (file.isEmpty() || !Files.exists(file.get())) {
            return records;
        }
        try {
            String text = Files.readString(file.get());
            int whole = text.lastIndexOf('\n') + 1;
            for (String line : text.substring(0, whole).split("\n", -1)) {
                if (!line.isEmpty()) {
                    records.add(new JsonObject(line));
                }
            }
            if (whole < text.length()) {
                Files.writeString(file.get(), text.substring(0, whole));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the journal " + file.get(), e);
        } catch (DecodeException e) {
            throw new IllegalStateException("the journal " + file.get() + " is damaged: delete it to start afresh", e);
        }
        return records;
    }

    /** Appends whole lines; two writers at once would mix theirs. */
    synchronized void write(List<JsonObject> records) {
        if (file.isEmpty() || records.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        records.forEach(each -> text.append(each.encode()).append('\n'));
        try {
            Files.write(
                    file.get(),
                    text.toString().getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal " + file.get(), e);
        }
    }
}
