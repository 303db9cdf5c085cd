package canbao.routes.sftp;

import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import canbao.routes.door.BatchReading;
import canbao.routes.files.Courier;
import canbao.routes.files.FileNames;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Receipts in an agency's folder: {@code <feed>-<batch>.json} says what was stored, {@code <feed>-<batch>.result.json} what
 * reading it came to, {@code <feed>-refused-<n>.json} why a file was not taken. The folder itself is the list of results
 * that are still owed, so that a restart forgets none.
 */
public final class BoxReceipts implements Courier {
    private static final Duration KEPT = Duration.ofDays(30);

    private final FeedId feed;
    private final Path folder;
    private final LongFunction<Optional<BatchReading>> readings;
    private final InstantSource clock;
    private final Pattern own;
    private final TreeSet<Long> owed = new TreeSet<>();
    private Instant tidied = Instant.MIN;

    /** @param readings what became of a batch, once it was read */
    public BoxReceipts(Path drop, FeedId feed, LongFunction<Optional<BatchReading>> readings, InstantSource clock) {
        this.feed = feed;
        this.folder = drop.resolve(feed.agency()).resolve(BoxRules.RECEIPTS);
        this.readings = readings;
        this.clock = clock;
        this.own = Pattern.compile(Pattern.quote(feed.feed()) + "-(\\d+)[.]json");
    }

    @Override
    public void stored(String name, Receipt receipt) {
        write(feed.feed() + "-" + receipt.batch() + ".json", stored(receipt).put("file", name));
        owed.add(receipt.batch());
    }

    @Override
    public void refused(String name, Refusal refusal) {
        String[] fix = refusal.fix().split(" / ", 2);
        JsonObject why = new JsonObject()
                .put("state", "REFUSED")
                .put("feed", feed.toString())
                .put("file", name)
                .put("rule", refusal.rule())
                .put("place", refusal.place())
                .put("fix", new JsonObject().put("zh", fix[0]).put("en", fix[fix.length - 1]))
                .put("at", clock.instant().toString());
        write(feed.feed() + "-refused-" + clock.millis() + "-" + FileNames.digest(name) + ".json", why);
    }

    @Override
    public void again() {
        if (tidied.equals(Instant.MIN) || clock.instant().isAfter(tidied.plus(Duration.ofHours(1)))) {
            tidy();
        }
        for (long batch : List.copyOf(owed)) {
            Optional<BatchReading> reading = readings.apply(batch);
            if (reading.isPresent()) {
                write(feed.feed() + "-" + batch + ".result.json", result(batch, reading.get()));
                owed.remove(batch);
            }
        }
    }

    /** Forgets old receipts, and finds out again which results are owed. */
    private void tidy() {
        tidied = clock.instant();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher receipt = own.matcher(file.getFileName().toString());
                boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(tidied.minus(KEPT));
                if (old && file.getFileName().toString().startsWith(feed.feed() + "-")) {
                    Files.deleteIfExists(file);
                } else if (receipt.matches() && !Files.exists(folder.resolve(resultOf(file)))) {
                    owed.add(Long.parseLong(receipt.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the receipts of " + feed + " cannot be listed", e);
        }
    }

    private static String resultOf(Path receipt) {
        return receipt.getFileName().toString().replace(".json", ".result.json");
    }

    private static JsonObject stored(Receipt receipt) {
        return new JsonObject()
                .put("state", "STORED")
                .put("batch", receipt.batch())
                .put("feed", receipt.feed().toString())
                .put("bytes", receipt.bytes())
                .put("sm3", receipt.sm3())
                .put("receivedAt", receipt.receivedAt().toString())
                .put("duplicate", receipt.duplicate());
    }

    private JsonObject result(long batch, BatchReading reading) {
        JsonArray rejected = new JsonArray();
        for (BatchReading.Fault fault : reading.faults()) {
            rejected.add(new JsonObject()
                    .put("line", fault.line())
                    .put("field", fault.field())
                    .put("value", fault.masked())
                    .put("rule", fault.rule())
                    .put("fix", fault.fix()));
        }
        return new JsonObject()
                .put("state", reading.state())
                .put("batch", batch)
                .put("feed", feed.toString())
                .put("accepted", reading.used() ? reading.rows() - reading.rejected() : 0)
                .put("reason", reading.reason())
                .put("rejected", rejected);
    }

    private void write(String name, JsonObject json) {
        try {
            Files.createDirectories(folder);
            Path part = folder.resolve("." + name + ".part");
            Files.writeString(part, json.encodePrettily());
            Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("a receipt of " + feed + " cannot be written", e);
        }
    }
}
