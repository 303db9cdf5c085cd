package canbao.cli.feed.live;

import canbao.cli.feed.live.LiveDoor.Answer;
import canbao.cli.feed.live.LiveDoor.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks for a batch's second receipt until it is there, and for the rows that could not be used. */
final class Following {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int PAGE = 500;
    private static final int OK = 200;

    private final LiveDoor door;
    private final String path;
    private final Consumer<String> progress;

    Following(LiveDoor door, String feed, long batch, Consumer<String> progress) {
        this.door = door;
        this.path = "/feeds/" + feed + "/batches/" + batch;
        this.progress = progress;
    }

    /** The second receipt, or nothing when the batch is still being read after the patience; a refusal is thrown. */
    Optional<JsonObject> result(Duration patience) throws NoAnswer, Refused {
        long until = System.nanoTime() + patience.toNanos();
        Duration pause = Duration.ofMillis(200);
        while (true) {
            JsonObject result = ask(path);
            if (result.getValue("doneAt") != null) {
                return Optional.of(result);
            }
            if (System.nanoTime() - until > 0) {
                return Optional.empty();
            }
            progress.accept("枢纽正在读 / the hub is reading it: " + result.getString("state"));
            Upload.sleep(pause);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    /** Gives every rejected row to the sink, page by page. */
    void rejections(Consumer<JsonObject> sink) throws NoAnswer, Refused {
        int after = 0;
        while (true) {
            JsonObject page = ask(path + "/rejections?after=" + after + "&limit=" + PAGE);
            JsonArray rows = page.getJsonArray("rejections", new JsonArray());
            for (int i = 0; i < rows.size(); i++) {
                sink.accept(rows.getJsonObject(i));
            }
            Integer next = page.getInteger("next");
            if (next == null) {
                return;
            }
            after = next;
        }
    }

    private JsonObject ask(String what) throws NoAnswer, Refused {
        Answer answer = door.send(Call.get(what));
        if (answer.status() != OK) {
            throw new Refused(answer);
        }
        return answer.json();
    }

    /** The hub refused a question. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Answer answer;

        Refused(Answer answer) {
            super(answer.status() + " " + answer.rule());
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }
}
