package canbao.cli.feed.live;

import canbao.cli.feed.live.LiveDoor.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Tells what became of what was sent, in words or as JSON, and knows the exit code of each ending. */
final class SendReport {
    private static final int SOME_REJECTED = 1;
    private static final int REFUSED = 2;
    private static final int UNREACHABLE = 3;

    private final @Nullable PrintWriter out;
    private final PrintWriter err;
    private final JsonObject json = new JsonObject();

    /** @param out null when only JSON is wanted */
    SendReport(@Nullable PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    JsonObject json() {
        return json;
    }

    void progress(String what) {
        err.println("… " + what);
        err.flush();
    }

    void receipt(Answer answer) {
        JsonObject receipt = answer.json();
        json.put("receipt", receipt).put("duplicate", answer.duplicate());
        say(
                "✓ 已入库 / stored：批次 / batch %s，%s 字节 / bytes，SM3 %s%s",
                receipt.getValue("batch"),
                receipt.getValue("bytes"),
                receipt.getString("sm3"),
                answer.duplicate() ? "（先前已收过 / it was stored before）" : "");
    }

    void rejection(JsonObject row) {
        int part = row.getInteger("part", 1);
        say(
                "✗ %s第%d行 / line %d：%s  [%s]  %s",
                part == 1 ? "" : "第" + part + "部分 / part " + part + ", ",
                row.getInteger("line"),
                row.getInteger("line"),
                row.getString("field"),
                row.getString("masked"),
                row.getString("rule"));
        say("    %s", row.getString("fix"));
    }

    /** The second receipt; the exit code. */
    int result(JsonObject result, JsonArray rejections) {
        json.put("result", result).put("rejections", rejections);
        String state = result.getString("state", "");
        say(
                "%s %s：%s 行 / rows，%s 可用 / accepted，%s 不可用 / rejected",
                state.equals("APPLIED") ? "✓" : "!",
                state(state),
                result.getValue("rows"),
                result.getValue("accepted"),
                result.getValue("rejected"));
        say(
                "  新增 / added %s，变更 / changed %s，退出 / withdrawn %s，不变 / unchanged %s，暂缓退出 / withdrawals held %s",
                result.getValue("added"),
                result.getValue("changed"),
                result.getValue("withdrawn"),
                result.getValue("unchanged"),
                result.getValue("held"));
        if (!result.getString("reason", "").isEmpty()) {
            say("  %s", result.getString("reason"));
        }
        return switch (state) {
            case "APPLIED" -> result.getInteger("rejected", 0) == 0 ? 0 : SOME_REJECTED;
            case "HELD", "SUPERSEDED" -> SOME_REJECTED;
            default -> REFUSED;
        };
    }

    /** Not read in time; the exit code. */
    int unread() {
        err.println("✗ 已入库，但还没读完；稍后用回执上的批次号查询 / stored, but not read yet: ask later with the number on the receipt");
        return UNREACHABLE;
    }

    /** A refusal; the exit code. */
    int refused(Answer answer) {
        json.put("refusal", new JsonObject().put("status", answer.status()).mergeIn(answer.json()));
        err.printf("✗ 没有收下 / not taken: %d %s%n", answer.status(), answer.rule());
        if (answer.rule().isEmpty()) {
            err.println("    答复不是枢纽的，请核对 --to 和中间的代理 / this is no answer of a hub's: check --to and any proxy");
        } else {
            words(answer.json().getJsonObject("message"));
            words(answer.json().getJsonObject("fix"));
        }
        return answer.status() >= 500 ? UNREACHABLE : REFUSED;
    }

    /** No answer; the exit code. */
    int unreachable(NoAnswer failure, boolean numbered) {
        json.put("unreachable", failure.getMessage());
        err.println("✗ 枢纽没有答复 / the hub gave no answer: " + failure.getMessage());
        err.println(
                failure.nothingSent()
                        ? "    什么都没有送出；请核对地址、证书和网络 / nothing was sent: check the address, certificates and the network"
                        : numbered
                                ? "    可用同一个 --number 再送一次，只会入库一次 / send it again under the same --number: it is stored once"
                                : "    不知道是否已入库；请问枢纽管理员，下次请用 --number / nobody knows whether it was stored: ask the hub's"
                                        + " administrator, and use --number next time");
        return UNREACHABLE;
    }

    private void words(@Nullable JsonObject wording) {
        if (wording != null) {
            err.println("    " + wording.getString("zh"));
            err.println("    " + wording.getString("en"));
        }
    }

    private void say(String format, @Nullable Object... values) {
        if (out != null) {
            out.printf(format + "%n", values);
        }
    }

    private static String state(String state) {
        return switch (state) {
            case "APPLIED" -> "已采用 / applied";
            case "HELD" -> "待人核对 / held for a person";
            case "SUPERSEDED" -> "已被更新的名单取代 / superseded by a newer list";
            case "REFUSED" -> "整批退回 / the whole batch is refused";
            default -> state;
        };
    }
}
