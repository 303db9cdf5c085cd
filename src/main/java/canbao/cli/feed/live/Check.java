package canbao.cli.feed.live;

import io.vertx.core.json.JsonObject;

/**
 * One thing that a door must do.
 *
 * @param id a word for programs
 * @param about Chinese and English
 * @param detail what was seen, where that is not plain
 */
record Check(String id, String about, Outcome outcome, String detail) {
    /** What came of it. */
    enum Outcome {
        YES("✓"),
        NO("✗"),
        /** It would store something, and nobody has said that this is a trial. */
        NOT_TRIED("?"),
        /** There is nothing to try, such as the TLS version of plain HTTP. */
        DOES_NOT_APPLY("–");

        private final String mark;

        Outcome(String mark) {
            this.mark = mark;
        }
    }

    boolean stands() {
        return outcome == Outcome.YES || outcome == Outcome.DOES_NOT_APPLY;
    }

    String line() {
        String seen = detail.isEmpty() ? "" : "  (" + detail + ")";
        return "%s %-16s %s%s".formatted(outcome.mark, id, about, seen);
    }

    JsonObject json() {
        return new JsonObject()
                .put("check", id)
                .put("outcome", outcome.name())
                .put("about", about)
                .put("detail", detail);
    }
}
