package canbao.cli.doors;

import canbao.feed.ReceiptStore.BatchResult;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One list through one door.
 *
 * @param rejections what is said of each rejected row, without its line, sorted
 * @param state of the facts afterwards
 */
record Passage(TryDoor door, BatchResult result, List<String> rejections, DoorsStore.State state, double seconds) {
    /** What the second receipt says, but for which batch it was and when. */
    String content() {
        return result.state() + " v" + result.contractVersion() + " rows " + result.rows() + " accepted "
                + result.accepted() + " rejected " + result.rejected() + " " + result.reason() + " " + rejections;
    }

    int added() {
        return number(result.added());
    }

    int changes() {
        return number(result.added()) + number(result.changed()) + number(result.withdrawn());
    }

    int unchanged() {
        return number(result.unchanged());
    }

    JsonObject json() {
        return new JsonObject()
                .put("door", door.id())
                .put("state", result.state())
                .put("rows", result.rows())
                .put("accepted", result.accepted())
                .put("rejected", result.rejected())
                .put("added", result.added())
                .put("changed", result.changed())
                .put("withdrawn", result.withdrawn())
                .put("unchanged", result.unchanged())
                .put("facts", state.facts())
                .put("stateHash", state.hash())
                .put("seconds", seconds);
    }

    String line() {
        return "%-15s %6d %8d %8d %6d %7d %9d %9d  %s %6.2f s  %s"
                .formatted(
                        door.id(),
                        number(result.rows()),
                        number(result.accepted()),
                        number(result.rejected()),
                        number(result.added()),
                        number(result.changed()),
                        number(result.withdrawn()),
                        number(result.unchanged()),
                        state.hash(),
                        seconds,
                        door.about());
    }

    static String heading() {
        return "%-15s %6s %8s %8s %6s %7s %9s %9s  %-16s"
                .formatted(
                        "door",
                        "rows",
                        "accepted",
                        "rejected",
                        "added",
                        "changed",
                        "withdrawn",
                        "unchanged",
                        "facts (SM3)");
    }

    private static int number(@Nullable Integer number) {
        return Objects.requireNonNullElse(number, 0);
    }
}
