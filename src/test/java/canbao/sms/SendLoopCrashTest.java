package canbao.sms;

import static canbao.sms.MessageState.ACCEPTED;
import static canbao.sms.MessageState.DELIVERED;
import static canbao.sms.MessageState.IN_FLIGHT;
import static canbao.sms.MessageState.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.sim.sms.SmsCentreMain;
import canbao.testing.ChildJvm;
import canbao.testing.Platform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kills a sending process at random and compares the ledger with what the handsets really have. */
class SendLoopCrashTest {
    /** What a sender does that takes silence for failure. */
    private static final String BLIND_RESEND = """
            WITH blind AS (UPDATE message SET state = 'PLANNED' WHERE state = 'IN_DOUBT' RETURNING id)
            UPDATE attempt SET state = 'NOT_WRITTEN' WHERE state = 'IN_DOUBT' AND message IN (SELECT id FROM blind)
            """;

    private static final int WINDOW = 16;

    private final Random random = new Random(42);
    private final Path folder = Platform.folder("sms-crash");
    private final DatabaseAddress address = Platform.freshDatabase();
    private final Database database = new Database(Platform.vertx(), address, 4);
    private final MessageStore store = new MessageStore(database);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildJvm centre = ChildJvm.start(
            SmsCentreMain.class,
            folder.resolve("centre.log"),
            "--truth=" + folder.resolve("truth.jsonl"),
            "--delay=15",
            "--faults={\"reportMillis\":1000}");
    private final String[] ready = centre.line().split(" ");

    @AfterEach
    void close() {
        centre.close();
        database.close();
        http.close();
    }

    @Test
    void killed_at_random_nobody_is_texted_twice_and_every_gap_is_listed() throws Exception {
        SyntheticPhones.plan(store, 900, SyntheticPhones.TEXT);
        int killed = killed(6, () -> {});
        Map<String, Integer> handsets = handsets();
        assertThat(duplicates(handsets)).isEmpty();
        Set<String> doubtful =
                store.inDoubt().stream().map(MessageView::maskedPhone).collect(Collectors.toSet());
        assertThat(gaps(handsets, 900)).allMatch(phone -> doubtful.contains(masked(phone)));
        assertThat(store.inDoubt()).hasSizeLessThanOrEqualTo(killed * WINDOW);
        assertThat(store.counts()).containsEntry(DELIVERED, (long) handsets.size());
    }

    @Test
    void a_blind_resend_is_caught_by_the_same_check() throws Exception {
        SyntheticPhones.plan(store, 200, SyntheticPhones.TEXT);
        killed(1, () -> database.run(BLIND_RESEND));
        assertThat(duplicates(handsets())).isNotEmpty();
    }

    /** Kills so often while something is in flight, then lets a last process finish; {@code meanwhile} runs all the time. */
    private int killed(int times, Runnable meanwhile) throws Exception {
        int kills = 0;
        for (int round = 0; round < times; round++) {
            try (ChildJvm hub = hub()) {
                int goal = handsets().size() + 20 + random.nextInt(80);
                await(() -> handsets().size() >= goal, meanwhile);
                Thread.sleep(random.nextInt(30));
                hub.kill();
            }
            kills += count(IN_FLIGHT) > 0 ? 1 : 0;
        }
        assertThat(kills).as("kills that hit work in flight").isGreaterThanOrEqualTo(Math.max(1, times - 1));
        try (ChildJvm hub = hub()) {
            await(() -> count(PLANNED) + count(IN_FLIGHT) + count(ACCEPTED) == 0, meanwhile);
            Thread.sleep(300);
            assertThat(hub.isAlive()).isTrue();
        }
        return times;
    }

    private ChildJvm hub() {
        return ChildJvm.start(
                SendLoopChild.class,
                folder.resolve("hub.log"),
                address.host(),
                String.valueOf(address.port()),
                address.database(),
                address.user(),
                address.password(),
                ready[1]);
    }

    private interface Condition {
        boolean met() throws Exception;
    }

    private static void await(Condition condition, Runnable meanwhile) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.met()) {
            assertThat(System.nanoTime()).as("took too long").isLessThan(until);
            meanwhile.run();
            Thread.sleep(5);
        }
    }

    private Map<String, Integer> handsets() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ready[2] + "/handsets"))
                .build();
        JsonObject json =
                new JsonObject(http.send(request, BodyHandlers.ofString()).body());
        return json.fieldNames().stream()
                .collect(Collectors.toMap(
                        phone -> phone,
                        phone -> json.getJsonArray(phone, new JsonArray()).size()));
    }

    private static Set<String> duplicates(Map<String, Integer> handsets) {
        return handsets.keySet().stream()
                .filter(phone -> handsets.getOrDefault(phone, 0) > 1)
                .collect(Collectors.toSet());
    }

    private static Set<String> gaps(Map<String, Integer> handsets, int people) {
        Set<String> gaps = IntStream.range(0, people)
                .mapToObj(SyntheticPhones::phone)
                .collect(Collectors.toCollection(HashSet::new));
        gaps.removeAll(handsets.keySet());
        return gaps;
    }

    private static String masked(String phone) {
        return phone.substring(0, 3) + "****" + phone.substring(7);
    }

    private long count(MessageState state) {
        return store.counts().getOrDefault(state, 0L);
    }
}
