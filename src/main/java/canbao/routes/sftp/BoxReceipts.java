package canbao.routes.sftp;

import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import canbao.routes.files.Courier;
import canbao.routes.files.FileNames;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/**
 * What an agency finds in its folder {@code receipts/} of files that were not taken: {@code <feed>-refused-<n>.json} says why.
 * Receipts of what was stored are put there by another hand; what is older than 30 days is removed, whatever it is.
 */
public final class BoxReceipts implements Courier {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration TIDIED_EVERY = Duration.ofHours(1);

    private final FeedId feed;
    private final Path folder;
    private final InstantSource clock;
    private Instant tidied = Instant.MIN;

    public BoxReceipts(Path drop, FeedId feed, InstantSource clock) {
        this.feed = feed;
        this.folder = drop.resolve(feed.agency()).resolve(BoxRules.RECEIPTS);
        this.clock = clock;
    }

    @Override
    public void stored(String name, Receipt receipt) {}

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
        Instant now = clock.instant();
        if (tidied.equals(Instant.MIN) || now.isAfter(tidied.plus(TIDIED_EVERY))) {
            tidied = now;
            tidy(now.minus(KEPT));
        }
    }

    private void tidy(Instant before) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // Another feed's hand was quicker.
            tidied = Instant.MIN;
        } catch (IOException e) {
            throw new UncheckedIOException("the receipts of " + feed + " cannot be listed", e);
        }
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
