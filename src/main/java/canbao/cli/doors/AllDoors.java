package canbao.cli.doors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one list through every door of one hub, one after the other, and through each door alone into an empty database; then
 * compares what the hub knows and what it answered.
 */
final class AllDoors {
    private final SameList list;
    private final World.Servers servers;
    private final Path folder;
    private final PrintWriter out;
    private final List<String> mismatches = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final JsonObject json = new JsonObject();

    /** @param folder empty */
    AllDoors(SameList list, World.Servers servers, Path folder, PrintWriter out) {
        this.list = list;
        this.servers = servers;
        this.folder = folder;
        this.out = out;
    }

    /** Runs; {@code alone} is whether each door is tried by itself as well. */
    void run(boolean alone) throws Exception {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        World.secrets(keys);
        List<String> doors = open();
        json.put("rows", list.rows().size()).put("skipped", new JsonObject());
        skipped.forEach((door, why) -> json.getJsonObject("skipped").put(door, why));
        Passage first = together(keys, doors);
        if (alone) {
            eachAlone(keys, doors, first);
        }
        json.put("mismatches", new JsonArray(mismatches));
    }

    List<String> mismatches() {
        return mismatches;
    }

    Map<String, String> skipped() {
        return skipped;
    }

    JsonObject json() {
        return json;
    }

    private List<String> open() {
        List<String> doors = new ArrayList<>();
        for (String id : Agency.all()) {
            Optional<String> obstacle = Agency.obstacle(id, list, servers);
            if (obstacle.isPresent()) {
                skipped.put(id, obstacle.get());
                out.printf("跳过 / SKIPPED %s: %s%n", id, obstacle.get());
            } else {
                doors.add(id);
            }
        }
        return doors;
    }

    private Passage together(Path keys, List<String> doors) throws Exception {
        out.println("同一名单依次走每一道门 / the same list through one door after the other");
        out.println(Passage.heading());
        JsonArray passages = new JsonArray();
        List<Passage> passed = new ArrayList<>();
        try (World world = new World(folder.resolve("all"), keys, servers, "all", doors)) {
            for (String id : doors) {
                Passage passage = world.pass(id, list);
                passed.add(passage);
                tell(passage, passages);
                expect(id, "batches", passed.size(), world.batches());
            }
        }
        Passage first = passed.getFirst();
        expect(first.door().id(), "added", list.good(), first.added());
        expect(
                first.door().id(),
                "rejected",
                list.rejected(),
                first.rejections().size());
        expect(first.door().id(), "state", "APPLIED", first.result().state());
        for (Passage passage : passed.subList(1, passed.size())) {
            expect(passage.door().id(), "changes", 0, passage.changes());
            expect(passage.door().id(), "unchanged", list.good(), passage.unchanged());
            same(first, passage);
        }
        json.put("together", passages);
        return first;
    }

    private void eachAlone(Path keys, List<String> doors, Passage first) throws Exception {
        out.println("每一道门各自面对空库 / each door alone, into an empty database");
        out.println(Passage.heading());
        JsonArray passages = new JsonArray();
        for (String id : doors) {
            String suffix = id.replace('-', '_');
            try (World world = new World(folder.resolve(id), keys, servers, suffix, List.of(id))) {
                Passage passage = world.pass(id, list);
                tell(passage, passages);
                expect(id + " alone", "added", list.good(), passage.added());
                same(first, passage);
            }
        }
        json.put("alone", passages);
    }

    private void tell(Passage passage, JsonArray passages) {
        passages.add(passage.json());
        out.println(passage.line());
        out.flush();
    }

    private void same(Passage first, Passage passage) {
        expect(passage.door().id(), "facts", first.state(), passage.state());
        expect(passage.door().id(), "second receipt", first.content(), passage.content());
    }

    private void expect(String door, String what, Object expected, Object found) {
        if (!String.valueOf(expected).equals(String.valueOf(found))) {
            mismatches.add(door + ": " + what + " " + found + ", expected " + expected);
        }
    }
}
