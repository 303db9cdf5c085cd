package canbao.cli.audit;

import canbao.audit.ChainStore.Check;
import canbao.audit.Verification.Verified;
import canbao.model.Wording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;

/** What came of each chain, for people and for programs. */
final class VerifiedText {
    private VerifiedText() {}

    static void print(List<Verified> verified, PrintWriter out) {
        long broken = 0;
        for (Verified one : verified) {
            switch (one.check()) {
                case Check.Sound sound ->
                    out.printf("✓ %s  %s  %,d 节 / links  %s%n", one.chain(), one.table(), sound.length(), sound.head());
                case Check.Broken at -> {
                    broken++;
                    out.printf(
                            "✗ %s  %s  #%d：%s%n",
                            one.chain(),
                            table(one, at),
                            at.seq(),
                            both(at.fault().wording()));
                    out.println("  " + both(fix(one)));
                }
            }
        }
        out.println(
                broken == 0
                        ? "全部完好：" + verified.size() + " 条链 / all intact: " + verified.size() + " chains"
                        : "断链 " + broken + " 条，共 " + verified.size() + " 条 / broken: " + broken + " of "
                                + verified.size() + " chains");
    }

    /** {@code {"intact", "chains": [{"chain", "table", "links", "head", "broken": null | {"link", "table", "fault", …}}]}}. */
    static JsonObject json(List<Verified> verified) {
        JsonArray chains = new JsonArray();
        boolean intact = true;
        for (Verified one : verified) {
            JsonObject chain = new JsonObject().put("chain", one.chain()).put("table", one.table());
            switch (one.check()) {
                case Check.Sound sound ->
                    chain.put("links", sound.length()).put("head", sound.head()).putNull("broken");
                case Check.Broken at -> {
                    intact = false;
                    chain.putNull("links").putNull("head").put("broken", json(one, at));
                }
            }
            chains.add(chain);
        }
        return new JsonObject().put("intact", intact).put("chains", chains);
    }

    private static JsonObject json(Verified one, Check.Broken at) {
        return new JsonObject()
                .put("link", at.seq())
                .put("table", table(one, at))
                .put("fault", at.fault().name())
                .put("find", one.find())
                .put("message", json(at.fault().wording()))
                .put("fix", json(fix(one)));
    }

    private static String table(Verified one, Check.Broken at) {
        return at.fault().ofTheChain() ? "chain" : one.table();
    }

    private static Wording fix(Verified one) {
        return new Wording(
                "有人绕过枢纽改了数据库。停用库的写账号，把「" + one.find() + "」的结果与最近的备份比对，按备份恢复后再核验。",
                "Somebody changed the database behind the hub. Lock its write accounts, compare what \"" + one.find()
                        + "\" finds with the latest backup, restore it from there, and verify again.");
    }

    private static String both(Wording wording) {
        return wording.zh() + " / " + wording.en();
    }

    private static JsonObject json(Wording wording) {
        return new JsonObject().put("zh", wording.zh()).put("en", wording.en());
    }
}
