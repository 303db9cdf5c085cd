package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the desk says of people, as lines to read. */
final class PersonText {
    private PersonText() {}

    static void print(JsonObject page) {
        System.out.println("人员 / person " + page.getString("person"));
        each(
                page,
                "people",
                one -> "  %s %s %s"
                        .formatted(
                                one.getString("person"), one.getString("name", ""), one.getString("certificate", "")));
        System.out.println("各部门的说法 / what agencies say");
        each(page, "facts", PersonText::fact);
        if (!page.getJsonArray("conflicts", new JsonArray()).isEmpty()) {
            System.out.println("相互矛盾 / contradictions");
            each(page, "conflicts", PersonText::conflict);
        }
        System.out.println("案件 / cases");
        each(
                page,
                "cases",
                one -> "  %s %d %d %s / %s %s%s"
                        .formatted(
                                one.getString("person"),
                                one.getInteger("coverageYear"),
                                one.getInteger("product"),
                                one.getJsonObject("stands").getString("zh"),
                                one.getJsonObject("stands").getString("en"),
                                text(one, "category"),
                                beside(one)));
        each(
                page,
                "entries",
                one -> "    %s %s #%d %s %s %s [%s] %s"
                        .formatted(
                                one.getString("at"),
                                one.getString("person"),
                                one.getInteger("ordinal"),
                                one.getString("kind"),
                                text(one, "category"),
                                one.getString("evidence"),
                                one.getString("actor"),
                                text(one, "order")));
        System.out.println("核对 / reviews");
        each(
                page,
                "reviews",
                one -> "  #%d %s %s %s"
                        .formatted(
                                one.getLong("id"),
                                one.getString("feed"),
                                one.getString("kind"),
                                one.getString("state")));
        System.out.println("合并 / merges");
        lines(page, "links");
    }

    static void reviews(JsonObject answer) {
        each(
                answer,
                "reviews",
                one -> "#%d %s %s %s %s %s"
                        .formatted(
                                one.getLong("id"),
                                one.getString("person"),
                                one.getString("feed"),
                                one.getString("kind"),
                                one.getString("state"),
                                one.getString("openedAt")));
    }

    static void review(JsonObject one) {
        System.out.println("#%d %s %s %s"
                .formatted(one.getLong("id"), one.getString("person"), one.getString("kind"), one.getString("state")));
        each(
                one,
                "words",
                word -> "  %s%s %s %s"
                        .formatted(
                                word.getString("feed"),
                                word.getBoolean("judges") ? " ★" : "",
                                word.getString("name"),
                                word.getString("birth")));
    }

    static void lines(JsonObject answer, String name) {
        each(
                answer,
                name,
                one -> "  %s %s %s — %s [%s] %s"
                        .formatted(
                                one.getString("at"),
                                one.getString("state"),
                                one.getString("person"),
                                one.getString("other"),
                                one.getString("actor"),
                                one.getString("reason")));
    }

    /** Why he does not pay, whether his money lies in the treasury, and how long he waits for benefits. */
    private static String beside(JsonObject one) {
        JsonObject unpaid = one.getJsonObject("unpaid");
        String until = text(one, "unpaidUntil");
        String why = unpaid == null
                ? ""
                : " 未缴原因/unpaid: " + unpaid.getString("zh") + " / " + unpaid.getString("en")
                        + (until.isEmpty() ? "" : " 至/until " + until);
        String treasury = text(one, "treasuryOn");
        int waits = one.getInteger("waitingMonths", 0);
        return why
                + (treasury.isEmpty() ? "" : " 入库/in the treasury " + treasury)
                + (waits == 0 ? "" : " 等待期/waits " + waits + " 个月/months");
    }

    private static String fact(JsonObject fact) {
        String standing =
                fact.getBoolean("withdrawn") ? " 已撤回/withdrawn" : fact.getBoolean("aside") ? " 不采用/set aside" : "";
        return "  %s@%d:%d %s %s 自/since %s 录入/recorded %s%s"
                .formatted(
                        fact.getString("feed"),
                        fact.getLong("batch"),
                        fact.getInteger("line"),
                        fact.getString("kind"),
                        fact.getJsonObject("attributes").encode(),
                        fact.getString("version"),
                        fact.getString("recordedAt"),
                        standing);
    }

    private static String conflict(JsonObject conflict) {
        StringBuilder line = new StringBuilder("  " + conflict.getString("subject"));
        for (Object item : conflict.getJsonArray("words")) {
            JsonObject word = (JsonObject) item;
            line.append(word.getBoolean("decides") ? " ★" : "  ").append(word.getString("feed"));
            line.append('=').append(word.getString("value"));
        }
        JsonObject why = conflict.getJsonObject("why");
        return line.append(" （")
                .append(why.getString("zh"))
                .append(" / ")
                .append(why.getString("en"))
                .append('）')
                .toString();
    }

    private static String text(JsonObject object, String name) {
        return String.valueOf(object.getValue(name, "")).replace("null", "");
    }

    private interface Line {
        String of(JsonObject item);
    }

    private static void each(JsonObject object, String name, Line line) {
        JsonArray items = object.getJsonArray(name, new JsonArray());
        if (items.isEmpty()) {
            System.out.println("  （无）/ none");
        }
        for (Object item : items) {
            System.out.println(line.of((JsonObject) item));
        }
    }
}
