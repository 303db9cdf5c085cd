package canbao.cli.money;

import canbao.cli.desk.DeskOptions;
import canbao.cli.desk.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Claims to finance for what the ledger has subsidised. */
@Command(
        name = "fund",
        description = "向财政请款：生成、审批、到账与缺口 / claims to finance: ask, decide, what has come in and what is missing",
        synopsisSubcommandLabel = "COMMAND")
public final class FundCommand {
    private static final String NUMBER = "请款单编号 / the claim's number";

    @Command(name = "claim", description = "把账上未请款的资助按资金来源生成请款单 / claim what the ledger holds and nobody has claimed")
    int claim(
            @Mixin DeskOptions desk,
            @Option(names = "--area", required = true, description = "统筹区，六位 / the pool area, six digits") String area,
            @Option(names = "--year", required = true, description = "参保年度 / the coverage year") int year,
            @Option(names = "--due", paramLabel = "DATE", description = "应到账日期 / by when it is to be paid") @Nullable
                    LocalDate due,
            @Mixin DeskOptions.Reason reason) {
        JsonObject body = reason.body().put("area", area).put("year", year);
        if (due != null) {
            body.put("due", due.toString());
        }
        return desk.post(
                "/fund/claims",
                body,
                done -> System.out.println(
                        "请款单，待另一人审批 / claims, for another person to approve: " + done.getJsonArray("claims")));
    }

    @Command(name = "list", description = "列出请款单：应到、已到、缺口 / claims: due, received, gap")
    int list(
            @Mixin DeskOptions desk,
            @Option(
                            names = "--year",
                            defaultValue = "0",
                            description = "参保年度；给出时与账上资助核对 / a coverage year, compared with the ledger")
                    int year,
            @Mixin DeskOptions.Numbered page) {
        return desk.get(page.of("/fund/claims", "year", String.valueOf(year)), FundCommand::printAll);
    }

    private static void printAll(JsonObject found) {
        Table.each(found.getJsonArray("claims"), "没有请款单 / no claims", FundCommand::print);
        found.getJsonObject("surplusFen")
                .forEach(fund -> System.out.println("多到账 / beyond all claims: " + fund.getKey() + " "
                        + yuan(((Number) fund.getValue()).longValue())));
        JsonArray unplaced = found.getJsonArray("unplaced");
        for (int i = 0; i < unplaced.size(); i++) {
            JsonObject paid = unplaced.getJsonObject(i);
            System.out.printf(
                    "对不上请款单 / names no claim of its fund: %s  %s  %s  %s%n",
                    paid.getString("voucher"),
                    paid.getLong("claim"),
                    paid.getString("fund"),
                    yuan(paid.getLong("amountFen")));
        }
        JsonObject balance = found.getJsonObject("balance");
        if (balance != null) {
            System.out.printf(
                    "账上资助 / subsidised %s  已请款 / claimed %s%n",
                    yuan(balance.getLong("subsidisedFen")), yuan(balance.getLong("claimedFen")));
        }
    }

    @Command(name = "show", description = "一份请款单及其名单 / one claim and the people in it, masked")
    int show(
            @Mixin DeskOptions desk,
            @Parameters(paramLabel = "CLAIM", description = NUMBER) long claim,
            @Option(names = "--after", defaultValue = "", description = "从此人员编号之后 / after this person's key")
                    String after,
            @Option(names = "--limit", defaultValue = "100", description = "至多几人 / at most (${DEFAULT-VALUE})")
                    int limit) {
        return desk.get("/fund/claims/" + claim + "?after=" + after + "&limit=" + limit, FundCommand::printWhole);
    }

    private static void printWhole(JsonObject claim) {
        print(claim);
        JsonArray payments = claim.getJsonArray("payments");
        for (int i = 0; i < payments.size(); i++) {
            JsonObject paid = payments.getJsonObject(i);
            System.out.println("  到账 / received " + paid.getString("voucher") + " " + yuan(paid.getLong("fen")));
        }
        JsonArray lines = claim.getJsonArray("lines");
        for (int i = 0; i < lines.size(); i++) {
            JsonObject line = lines.getJsonObject(i);
            System.out.printf(
                    "  %s  %s %s  %d  %s  %s%n",
                    line.getString("person"),
                    line.getString("name", ""),
                    line.getString("certificate", ""),
                    line.getInteger("product"),
                    line.getString("category", "-"),
                    yuan(line.getLong("amountFen")));
        }
    }

    @Command(name = "approve", description = "批准（不能是请款人）/ approve, not by who asked")
    int approve(
            @Mixin DeskOptions desk,
            @Parameters(paramLabel = "CLAIM", description = NUMBER) long claim,
            @Mixin DeskOptions.Reason reason) {
        return desk.post("/fund/claims/" + claim + "/approve", reason.body(), FundCommand::printState);
    }

    @Command(name = "refuse", description = "驳回（不能是请款人）/ refuse, not by who asked")
    int refuse(
            @Mixin DeskOptions desk,
            @Parameters(paramLabel = "CLAIM", description = NUMBER) long claim,
            @Mixin DeskOptions.Reason reason) {
        return desk.post("/fund/claims/" + claim + "/refuse", reason.body(), FundCommand::printState);
    }

    private static void printState(JsonObject done) {
        System.out.println(done.getLong("claim") + " " + done.getString("state"));
    }

    private static void print(JsonObject claim) {
        System.out.printf(
                "%d  %s %d  %s  %s  %d 人  应到 / due %s%s  已到 / received %s  缺口 / gap %s%n",
                claim.getLong("claim"),
                claim.getString("area"),
                claim.getInteger("coverageYear"),
                claim.getString("fund"),
                claim.getString("state"),
                claim.getLong("people"),
                yuan(claim.getLong("amountFen")),
                claim.getString("due") == null ? "" : " (" + claim.getString("due") + ")",
                yuan(claim.getLong("receivedFen")),
                yuan(claim.getLong("gapFen")));
    }

    private static String yuan(long fen) {
        return java.math.BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
