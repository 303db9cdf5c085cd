package canbao.routes.files;

import canbao.model.batch.Control;
import canbao.model.batch.Refusal;
import canbao.routes.door.Door;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.routes.files.Shelf.Entry;
import canbao.routes.files.Shelf.Kind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes whole files out of a folder, one file one batch: reads a file that has come to rest, sees to it that nobody changed
 * it meanwhile, and only after the commit puts it away. Names are noted and never used to find a way; links,
 * folders and names that could lead elsewhere are not read.
 */
final class FileDoor implements Door {
    private static final int LISTED = 10_000;
    private static final int PER_LOOK = 100;
    private static final String DONE = ".done";
    private static final String REFUSED = ".refused";

    private final Shelf shelf;
    private final FileRules rules;
    private final Courier courier;
    private final InstantSource clock;
    private final Map<String, Sight> sights = new HashMap<>();

    /** What an entry looked like, and since when. */
    private record Sight(Entry entry, long sinceMillis) {}

    FileDoor(Shelf shelf, FileRules rules, Courier courier, InstantSource clock) {
        this.shelf = shelf;
        this.rules = rules;
        this.courier = courier;
        this.clock = clock;
    }

    @Override
    public void look(HandOver hub) {
        try {
            Map<String, Entry> entries = new HashMap<>();
            shelf.list(LISTED).forEach(entry -> entries.put(entry.name(), entry));
            sights.keySet().retainAll(entries.keySet());
            List<Entry> whole = entries.values().stream()
                    .filter(entry -> entry.kind() != Kind.OTHER && rules.wants(entry.name()) && isWhole(entry, entries))
                    .sorted(Comparator.comparing(Entry::name))
                    .limit(PER_LOOK)
                    .toList();
            for (Entry entry : whole) {
                take(entry, entries, hub);
            }
            courier.again();
        } catch (IOException | UncheckedIOException e) {
            shelf.close();
            throw new IllegalStateException("the folder cannot be read: " + reason(e), e);
        }
    }

    @Override
    public void close() {
        shelf.close();
        sights.clear();
    }

    /** A link never becomes whole, and need not be waited for. */
    private boolean isWhole(Entry entry, Map<String, Entry> entries) {
        if (entry.kind() == Kind.LINK) {
            return true;
        }
        long now = clock.millis();
        Sight before = sights.get(entry.name());
        boolean same = before != null && before.entry().equals(entry);
        Sight sight = same && before != null ? before : new Sight(entry, now);
        sights.put(entry.name(), sight);
        return now - sight.sinceMillis() >= rules.settle().toMillis()
                && (!rules.doneFile() || entries.containsKey(entry.name() + FileNames.DONE));
    }

    private void take(Entry entry, Map<String, Entry> entries, HandOver hub) throws IOException {
        Optional<Refusal> fault = fault(entry);
        if (fault.isPresent()) {
            refuse(entry, fault.get());
            return;
        }
        Optional<Control> control = control(entries.get(entry.name() + FileNames.CONTROL));
        if (control.isEmpty()) {
            refuse(entry, new Refusal("CONTROL_FILE", entry.name() + FileNames.CONTROL, ControlFile.FIX));
            return;
        }
        try (WatchedStream bytes = new WatchedStream(
                shelf.open(entry.name()),
                entry.bytes(),
                () -> shelf.find(entry.name()).filter(entry::equals).isPresent())) {
            handOver(entry, bytes, control.get(), hub);
        }
    }

    private void handOver(Entry entry, WatchedStream bytes, Control control, HandOver hub) throws IOException {
        HandOver.Handed handed;
        try {
            handed = hub.deliver(new Parcel(bytes, entry.name(), null, null, control));
        } catch (RuntimeException e) {
            if (!bytes.changed()) {
                throw e;
            }
            sights.remove(entry.name());
            return;
        }
        switch (handed) {
            case HandOver.Stored stored -> {
                courier.stored(entry.name(), stored.receipt());
                putAway(entry, DONE);
            }
            case HandOver.Refused refused -> refuse(entry, refused.refusal());
        }
    }

    private Optional<Refusal> fault(Entry entry) {
        Optional<String> name = FileNames.fault(entry.name());
        if (name.isPresent()) {
            return Optional.of(new Refusal("FILE_NAME", "file", name.get()));
        }
        if (entry.kind() == Kind.LINK) {
            return Optional.of(new Refusal(
                    "SYMLINK", "file", "不接收符号链接，请放入文件本身 / a symbolic link is not followed: put the file itself here"));
        }
        return entry.bytes() <= rules.maxBytes()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "TOO_LARGE",
                        "file",
                        "文件超过 " + rules.maxBytes() + " 字节，请分批发送 / more than " + rules.maxBytes()
                                + " bytes: send it in parts"));
    }

    private Optional<Control> control(@Nullable Entry file) throws IOException {
        if (file == null) {
            return Optional.of(Control.NONE);
        }
        if (file.kind() != Kind.FILE || file.bytes() > ControlFile.LONGEST) {
            return Optional.empty();
        }
        try (InputStream in = shelf.open(file.name())) {
            return ControlFile.read(in.readNBytes(ControlFile.LONGEST));
        }
    }

    private void refuse(Entry entry, Refusal refusal) throws IOException {
        courier.refused(entry.name(), refusal);
        String plain = FileNames.plain(entry.name());
        if (rules.keep()) {
            byte[] why = explained(entry.name(), refusal);
            shelf.write(REFUSED, plain + ".error.json", out -> out.write(why));
        }
        putAway(entry, REFUSED);
    }

    private byte[] explained(String name, Refusal refusal) {
        String[] fix = refusal.fix().split(" / ", 2);
        return new JsonObject()
                .put("file", name)
                .put("rule", refusal.rule())
                .put("place", refusal.place())
                .put("fix", new JsonObject().put("zh", fix[0]).put("en", fix[fix.length - 1]))
                .put("at", clock.instant().toString())
                .encodePrettily()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The file last: as long as it is there, what was not finished is done again. */
    private void putAway(Entry entry, String where) throws IOException {
        String name = entry.name();
        for (String part : List.of(name + FileNames.CONTROL, name + FileNames.DONE)) {
            if (shelf.find(part).isPresent()) {
                move(part, where);
            }
        }
        sights.remove(name);
        if (shelf.find(name).filter(entry::equals).isEmpty()) {
            // Another file has come under this name since we read: it is a batch of its own.
            return;
        }
        shelf.move(name, where, FileNames.plain(name));
        String put = where + "/" + FileNames.plain(name);
        Optional<Entry> moved = shelf.find(put);
        if (moved.isPresent() && !isOf(entry, moved.get())) {
            if (shelf.find(name).isEmpty()) {
                shelf.move(put, ".", name);
            }
        } else if (!rules.keep()) {
            shelf.delete(put);
        }
    }

    /** It may have come in the moment between our look and our move. */
    private static boolean isOf(Entry read, Entry moved) {
        return read.bytes() == moved.bytes() && read.modifiedMillis() == moved.modifiedMillis();
    }

    private void move(String part, String where) throws IOException {
        if (rules.keep()) {
            shelf.move(part, where, FileNames.plain(part));
        } else {
            shelf.delete(part);
        }
    }

    private static String reason(Exception e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
    }
}
