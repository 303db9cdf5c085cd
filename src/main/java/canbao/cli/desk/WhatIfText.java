package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A what-if as lines: people and sums, of all products and of each; and what a draft was proposed with. */
final class WhatIfText {
    private WhatIfText() {}

    static void print(JsonObject answer) {
        summary(answer);
        JsonArray people = answer.getJsonArray("people");
        for (int i = 0; i < people.size(); i++) {
            JsonObject one = people.getJsonObject(i);
            System.out.printf(
                    "%-5s  %s %s  %s  %s → %s  %s%n",
                    one.getString("kind"),
                    one.getString("name", ""),
                    one.getString("certificate", ""),
                    one.getString("town"),
                    standing(one.getJsonObject("before")),
                    standing(one.getJsonObject("after")),
                    one.getString("person"));
        }
        if (answer.getInteger("next") > 0) {
            System.out.println("… --after " + answer.getInteger("next"));
        }
    }

    private static String standing(JsonObject standing) {
        String category = standing.getString("category");
        return (category == null ? standing.getString("reason") : category) + " ¥"
                + yuan(standing.getLong("subsidyFen"));
    }

    static void summary(JsonObject run) {
        JsonObject totals = run.getJsonObject("totals");
        JsonObject people = totals.getJsonObject("people");
        System.out.printf("%s → %s  %s%n", run.getString("now"), run.getString("draft"), run.getString("on"));
        System.out.printf(
                "%,d 人 / people: 新增 gain %,d, 失去 lose %,d, 增加 more %,d, 减少 less %,d, 其他 other %,d, 不变 same %,d%n",
                people.getLong("decided"),
                people.getLong("gain"),
                people.getLong("lose"),
                people.getLong("more"),
                people.getLong("less"),
                people.getLong("other"),
                people.getLong("same"));
        sums(totals);
        JsonArray products = totals.getJsonArray("products");
        for (int i = 0; i < products.size() && products.size() > 1; i++) {
            JsonObject of = products.getJsonObject(i);
            JsonObject concerned = of.getJsonObject("people");
            System.out.printf(
                    "险种 / product %d：%,d 人 / people, +%,d −%,d%n",
                    of.getInteger("product"),
                    concerned.getLong("decided"),
                    concerned.getLong("gain"),
                    concerned.getLong("lose"));
            sums(of);
        }
        System.out.println("草稿 / draft SM3 " + run.getString("digest"));
        System.out.println("试算 / what-if " + run.getLong("run") + " SM3 " + run.getString("result"));
    }

    /** What was forecast when the draft was proposed. */
    static void forecast(JsonObject forecast) {
        System.out.printf(
                "试算 / what-if %s，对比 / against %s：%,d 人 / people%n",
                forecast.getString("on"), forecast.getString("against"), forecast.getLong("decided"));
        change("  合计 / all", forecast);
        JsonArray products = forecast.getJsonArray("products");
        for (int i = 0; i < products.size(); i++) {
            JsonObject of = products.getJsonObject(i);
            change("  险种 / product " + of.getInteger("product"), of);
        }
        System.out.println("  SM3 " + forecast.getString("digest"));
    }

    private static void change(String what, JsonObject of) {
        System.out.printf(
                "%s：+%,d −%,d 人 / people, %s%n",
                what, of.getLong("gain"), of.getLong("lose"), signed(of.getLong("changeFen")));
    }

    private static void sums(JsonObject sums) {
        System.out.printf(
                "资助 / subsidy ¥%s → ¥%s (%s)%n",
                yuan(sums.getJsonObject("before").getLong("subsidyFen")),
                yuan(sums.getJsonObject("after").getLong("subsidyFen")),
                signed(sums.getLong("changeFen")));
        lines("类别 / category", sums.getJsonArray("categories"));
        lines("乡镇街道 / town", sums.getJsonArray("towns"));
    }

    private static void lines(String heading, JsonArray lines) {
        System.out.println(heading);
        for (int i = 0; i < lines.size(); i++) {
            JsonObject line = lines.getJsonObject(i);
            String name = line.getString("name");
            System.out.printf(
                    "  %s  +%,d −%,d  %,d → %,d 人  ¥%s → ¥%s (%s)%n",
                    name.isEmpty() ? "（不详 / not known）" : name,
                    line.getLong("gain"),
                    line.getLong("lose"),
                    line.getLong("peopleBefore"),
                    line.getLong("peopleAfter"),
                    yuan(line.getLong("subsidyBeforeFen")),
                    yuan(line.getLong("subsidyAfterFen")),
                    signed(line.getLong("changeFen")));
        }
    }

    static String yuan(long fen) {
        return "%,d.%02d".formatted(fen / 100, fen % 100);
    }

    static String signed(long fen) {
        return (fen < 0 ? "−¥" : "+¥") + yuan(Math.abs(fen));
    }
}
