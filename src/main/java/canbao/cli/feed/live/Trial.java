package canbao.cli.feed.live;

import canbao.cli.feed.live.Check.Outcome;
import canbao.cli.feed.live.LiveDoor.Answer;
import canbao.cli.feed.live.LiveDoor.Call;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a door must do with batches that it stores: made-up people, on a hub or a feed that is in trial. */
final class Trial {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STORED = 202;
    /** Each check, and what it asks. */
    private static final List<Map.Entry<String, String>> ALL = List.of(
            Map.entry("good-batch", "好的批次入库，回执的 SM3 正确 / a good batch is stored, its receipt has the right SM3"),
            Map.entry("same-again", "同号同内容得到同一回执 / the same again gets the same receipt"),
            Map.entry("number-reused", "同号不同内容被拒 / a number with other content is refused"),
            Map.entry("second-receipt", "第二张回执可读，好行全部可用 / the second receipt can be read, every good row is used"),
            Map.entry("bad-rows", "坏行在第二张回执中有行号和改法 / bad rows are listed with line and fix"));

    private final LiveDoor door;
    private final String feed;
    private final Batches batches;
    private final List<Check> checks = new ArrayList<>();

    /**
     * What is sent.
     *
     * @param number begins the numbers of both batches
     * @param headers as-of day, rows, sum of the good batch
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Batches(String number, byte[] good, byte[] faulty, Map<String, String> headers) {}

    Trial(LiveDoor door, String feed, Batches batches) {
        this.door = door;
        this.feed = feed;
        this.batches = batches;
    }

    /** The checks, when nothing may be stored. */
    static List<Check> notTried(String why) {
        return ALL.stream()
                .map(check -> new Check(check.getKey(), check.getValue(), Outcome.NOT_TRIED, why))
                .toList();
    }

    List<Check> all() {
        try {
            good();
            bad();
        } catch (NoAnswer e) {
            rest(String.valueOf(e.getMessage()));
        } catch (Following.Refused e) {
            rest(String.valueOf(e.getMessage()));
        }
        return checks;
    }

    private void good() throws NoAnswer, Following.Refused {
        Call call = post("-good", batches.good(), batches.headers());
        Answer first = door.send(call);
        JsonObject receipt = first.json();
        boolean stored = first.status() == STORED
                && call.digest().equals(receipt.getString("sm3"))
                && feed.equals(receipt.getString("feed"));
        say(stored, seen(first));
        if (!stored) {
            rest("好的批次没有入库 / the good batch was not stored");
            return;
        }
        Answer again = door.send(call);
        say(again.status() == STORED && first.text().equals(again.text()), seen(again));
        byte[] longer = Arrays.copyOf(batches.good(), batches.good().length + 1);
        longer[longer.length - 1] = '\n';
        Answer other = door.send(post("-good", longer, batches.headers()));
        say(other.status() >= 400 && other.status() < 500 && !other.rule().isEmpty(), seen(other));
        Optional<JsonObject> result = follow(batch(receipt)).result(PATIENCE);
        say(result.filter(Trial::allUsed).isPresent(), result.map(Trial::counts).orElse("没有读完 / not read in time"));
    }

    private void bad() throws NoAnswer, Following.Refused {
        if (checks.size() == ALL.size()) {
            return;
        }
        Map<String, String> day = new TreeMap<>(batches.headers());
        day.keySet().removeAll(List.of("X-Canbao-Rows", "X-Canbao-Sum"));
        Answer stored = door.send(post("-faulty", batches.faulty(), day));
        if (stored.status() != STORED) {
            say(false, seen(stored));
            return;
        }
        Following following = follow(batch(stored.json()));
        Optional<JsonObject> result = following.result(PATIENCE);
        List<JsonObject> rows = new ArrayList<>();
        following.rejections(rows::add);
        boolean told = rows.stream()
                .allMatch(row -> row.getInteger("line", 0) > 0
                        && !row.getString("fix", "").isEmpty());
        String counts = result.map(Trial::counts).orElse("没有读完 / not read in time");
        say(result.isPresent() && !rows.isEmpty() && told, rows.size() + " 行 / rows; " + counts);
    }

    /** A list that a person must approve first, because the feed holds another one, has been read all the same. */
    private static boolean allUsed(JsonObject result) {
        boolean read = List.of("APPLIED", "HELD", "SUPERSEDED").contains(result.getString("state", ""));
        return read && result.getInteger("accepted", 0) > 0 && result.getInteger("rejected", -1) == 0;
    }

    private static String counts(JsonObject result) {
        String reason = result.getString("reason", "");
        return result.getString("state") + ", accepted " + result.getValue("accepted") + ", rejected "
                + result.getValue("rejected") + (reason.isEmpty() ? "" : ", " + reason);
    }

    private Call post(String suffix, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", "application/octet-stream");
        all.put("Idempotency-Key", batches.number() + suffix);
        return Call.post("/feeds/" + feed, all, body);
    }

    private Following follow(long batch) {
        return new Following(door, feed, batch, progress -> {});
    }

    private static long batch(JsonObject receipt) {
        @Nullable Long batch = receipt.getLong("batch");
        return batch == null ? -1 : batch;
    }

    private static String seen(Answer answer) {
        Object batch = answer.json().getValue("batch");
        return answer.status() + " " + answer.rule() + (batch == null ? "" : "批次 / batch " + batch);
    }

    private void say(boolean right, String detail) {
        Map.Entry<String, String> check = ALL.get(checks.size());
        checks.add(new Check(check.getKey(), check.getValue(), right ? Outcome.YES : Outcome.NO, detail));
    }

    private void rest(String why) {
        while (checks.size() < ALL.size()) {
            say(false, why);
        }
    }
}
