package canbao.cli.policy;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.PersonFacts;
import canbao.policy.Policy;
import canbao.policy.explain.Explanation;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Decides from facts alone and says why. */
@Command(
        name = "explain",
        description = {
            "只凭事实作出决定并说明理由，不连数据库 / decide from facts alone and say why, without a hub",
            "",
            "输入 / in: {\"facts\": [{\"kind\": \"HARDSHIP\", \"feed\": \"civil-affairs/hardship\", \"batch\": 7, \"row\": 3,",
            "  \"attributes\": {\"category\": \"低保对象\", \"begin\": \"2024-06\", \"end\": \"\"}}]}",
            "kind 与属性 / kinds and attributes:",
            "  HARDSHIP   category, begin, end, identified, disability 一级..四级, cleared true|false, area, birth",
            "  PUPIL      school, grade, nonLocal, hukou, stage 大学, entered 2024-09, birth",
            "  LIFE_EVENT event BIRTH|DEATH|MOVE_IN|MOVE_OUT, date, birth",
            "  COVERAGE   insutype 310|390, area, begin, end, personType, tier",
            "  PAYMENT    event PAID|REFUNDED|REVERSED|DEBIT_PLANNED|DEBIT_FAILED, year, amount (fen), date, treasury, id, tier",
            "  REGISTER   area",
            "  UNPAID_REASON reason ELSEWHERE|REFUSED|UNREACHABLE|DECEASED|ARMY|PRISON|OTHER, since, until",
            "feed、batch、row、precedence、version 可省略 / may be left out；不得含姓名、证件号 / no names, no numbers.",
            "",
            "输出 / out (--json): products[]: product, decision, eligible 是否享受资助 / entitled to help, reasonCode,",
            "  category, personClass, tier, personalFen, subsidyFen, fiscalFen, owedFen, waitingMonths, coverFrom,",
            "  refundFen, postHocFen, nextYearFen, unpaidReason, unpaid, unpaidUntil, treasury, debit, debitFailed, funds[], evidence[], nextReview; facts[]; rules[]"
        })
final class ExplainCommand implements Callable<Integer> {
    @Option(names = "--facts", required = true, description = "事实，JSON 文件 / the facts, a JSON file")
    private Path facts = Path.of("");

    @Option(names = "--policy", required = true, description = "政策，YAML 文件 / the policy, a YAML file")
    private Path policy = Path.of("");

    @Option(names = "--on", description = "决定日；省略时取 facts 里的 on / the day; else the one in the facts file")
    private @Nullable LocalDate on;

    @Option(names = "--json", description = "输出 JSON / print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Problems problems = new Problems();
        JsonObject input = input(problems);
        Policy rules = rules(problems);
        problems.throwIfAny();
        PersonFacts person = FactsJson.read(input, facts.toString(), "", problems);
        LocalDate day = on != null ? on : day(input, problems);
        problems.throwIfAny();
        Explanation explained = Explanation.of(person, rules, day);
        if (json) {
            System.out.println(ExplanationJson.of(explained, rules).encodePrettily());
        } else {
            ExplanationText.print(explained, System.out);
        }
        return 0;
    }

    private JsonObject input(Problems problems) throws IOException {
        if (!Files.isRegularFile(facts)) {
            problems.add(
                    new Problem(facts.toString(), "--facts", "there is no such file", "give the facts' JSON file"));
            return new JsonObject();
        }
        try {
            return new JsonObject(Files.readString(facts));
        } catch (DecodeException | ClassCastException e) {
            problems.add(new Problem(
                    facts.toString(), "/", "is no JSON object", "write {\"facts\": […]}; check commas and quotes"));
            return new JsonObject();
        }
    }

    private Policy rules(Problems problems) {
        if (!Files.isRegularFile(policy)) {
            problems.add(
                    new Problem(policy.toString(), "--policy", "there is no such file", "give a policy's YAML file"));
            problems.throwIfAny();
        }
        return Policy.draft(policy, problems);
    }

    private LocalDate day(JsonObject input, Problems problems) {
        try {
            return LocalDate.parse(input.getString("on", ""));
        } catch (java.time.DateTimeException | ClassCastException e) {
            problems.add(new Problem(
                    facts.toString(), "/on", "no day to decide for", "give --on 2025-01-31, or \"on\" in the file"));
            return LocalDate.EPOCH;
        }
    }
}
