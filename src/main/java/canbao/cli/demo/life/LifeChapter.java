package canbao.cli.demo.life;

import canbao.model.FeedId;
import canbao.model.Fen;
import canbao.model.Wording;
import canbao.sim.CivilAffairsSimulator;
import canbao.sim.FolderAgency;
import canbao.sim.InsurerSimulator;
import canbao.sim.PoliceSimulator;
import canbao.sim.TaxSimulator;
import canbao.sim.district.life.Life;
import canbao.sim.district.life.Role;
import canbao.sim.district.life.Turn;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BooleanSupplier;

/** December to March in the demo district: what befalls a few people, told by their agencies through the doors of each. */
public final class LifeChapter {
    private static final LocalDate NEW_POLICY = LocalDate.of(2024, 12, 14);
    private static final LocalDate DUE = LocalDate.of(2025, 2, 28);
    /** What finance's first payment lacks. */
    private static final long SHORT_FEN = 1_000_000;

    private final Agencies agencies;
    private final Life life;
    private final Office office;
    private final Stage stage;
    private final PrintStream out = System.err;

    /** The agencies, each with the door that it has. */
    public interface Agencies {
        PoliceSimulator police();

        InsurerSimulator insurer();

        TaxSimulator tax();

        FolderAgency civilAffairs();

        FolderAgency education();

        CivilAffairsSimulator visitors();

        /** Posts an agency's list at the signed door. */
        void push(FeedId feed, byte[] list, LocalDate asOf);
    }

    /**
     * The desk at which the policy is changed.
     *
     * @param password of both accounts, {@code admin} and {@code desk}
     * @param policy the file in force
     */
    public record Office(URI hub, String password, Path policy) {
        @Override
        public String toString() {
            return "Office[" + hub + "]";
        }
    }

    /** How the story's time passes. */
    public interface Stage {
        /** Sets the clock and waits for what the new day brings. */
        void at(LocalDateTime time);

        /** Waits until nothing is under way any more. */
        void settle();

        /** Waits until every message that is planned is answered. */
        void sent();

        void await(String what, BooleanSupplier done);
    }

    /** One scene of the chapter. */
    public record Scene(String id, Wording name, LocalDateTime at, Runnable play) {}

    public LifeChapter(Agencies agencies, Life life, Office office, Stage stage) {
        this.agencies = agencies;
        this.life = life;
        this.office = office;
        this.stage = stage;
    }

    public List<Scene> scenes() {
        return List.of(
                new Scene(
                        "draft",
                        new Wording("政策草稿、对账", "a draft policy, a difference"),
                        Turn.ARRIVALS.at(),
                        this::draft),
                new Scene(
                        "twists",
                        new Wording("重缴、就业、死亡", "paid twice, employed, died"),
                        Turn.STATUSES.at(),
                        this::twists),
                new Scene(
                        "newyear",
                        new Wording("新年：线索、请款", "the new year: leads, a claim"),
                        Turn.NEW_YEAR.at(),
                        this::year),
                new Scene("march", new Wording("年中参保与认定", "late entrants, all settled"), Turn.MARCH.at(), this::march));
    }

    private void draft() {
        stage.at(Turn.ARRIVALS.at());
        DraftDesk desk = new DraftDesk(office);
        if (desk.state().isEmpty()) {
            DraftDesk.Forecast forecast = desk.propose(NEW_POLICY);
            out.printf(
                    "                试算 %s：%,d 人，新增 %,d，失去 %,d；另一人批准，%s 起生效%n"
                            + "                what-if: %d gain, %d lose; approved by a second person%n",
                    desk.policy(),
                    forecast.people(),
                    forecast.gain(),
                    forecast.lose(),
                    NEW_POLICY,
                    forecast.gain(),
                    forecast.lose());
        }
        speak(Turn.ARRIVALS);
        agencies.push(FeedId.of("civil-affairs/register"), life.registerCsv(), LocalDate.of(2024, 12, 13));
        agencies.education().put("students-2133030213-20241212.xlsx", life.studentsXlsx(Turn.ARRIVALS));
        stage.settle();
        agencies.push(FeedId.of("township/reasons"), life.reasonsCsv(), LocalDate.of(2024, 12, 13));
        agencies.push(FeedId.of("insurer/insured"), life.insuredLines(), LocalDate.of(2024, 12, 13));
        stage.settle();
        try (MoneyDesk money = new MoneyDesk(office)) {
            money.reconcile();
        }
    }

    private void twists() {
        stage.at(Turn.STATUSES.at());
        DraftDesk desk = new DraftDesk(office);
        stage.sent();
        speak(Turn.STATUSES);
        agencies.civilAffairs().put("hardship-20241216.csv", life.hardshipCsv(Turn.STATUSES));
        stage.settle();
        next(Turn.CHANGES);
        next(Turn.SECOND_TRY);
        stage.await("the draft to be in force", () -> desk.state().equals("ACTIVE"));
    }

    private void year() {
        stage.at(Turn.NEW_YEAR.at());
        agencies.insurer().pushCosts(life.costs());
        agencies.education().put("students-2133030213-20250107.xlsx", life.studentsXlsx(Turn.NEW_YEAR));
        speak(Turn.NEW_YEAR);
        stage.settle();
        String costly = life.who(Role.COSTLY).certificate();
        stage.await(
                "civil affairs to be told of the high cost",
                () -> !agencies.visitors().reasons(costly).isEmpty());
        agencies.visitors().visit(costly, "IDENTIFIED");
        agencies.push(FeedId.of("health/deaths"), life.deathsCsv(), LocalDate.of(2025, 1, 8));
        next(Turn.ANSWERS);
        try (MoneyDesk money = new MoneyDesk(office)) {
            MoneyDesk.Claim claim = money.claim(DUE);
            pay(claim, claim.amountFen() - SHORT_FEN, LocalDate.of(2025, 1, 8));
        }
        stage.sent();
    }

    private void march() {
        stage.at(Turn.MARCH.at());
        agencies.civilAffairs().put("hardship-20250303.csv", life.hardshipCsv(Turn.MARCH));
        speak(Turn.MARCH);
        stage.settle();
        try (MoneyDesk money = new MoneyDesk(office)) {
            stage.await(
                    "the alert of a claim that is short",
                    () -> !money.shortfall().isEmpty());
        }
        stage.at(Turn.SETTLED.at());
        try (MoneyDesk money = new MoneyDesk(office)) {
            money.closeDifferences();
            pay(money.claimed(), SHORT_FEN, LocalDate.of(2025, 3, 5));
            stage.settle();
            stage.await("that alert to close", () -> money.shortfall().endsWith("closed"));
        }
    }

    /** Finance pays some of a claim and says so. */
    private void pay(MoneyDesk.Claim claim, long fen, LocalDate day) {
        String line = new JsonObject()
                .put("pzh", "CZ-" + claim.number() + "-" + day)
                .put("qkdh", claim.number())
                .put("zjly", claim.fund())
                .put("bkje", new Fen(fen).yuan())
                .put("bkrq", day.toString())
                .put("time", day.format(DateTimeFormatter.BASIC_ISO_DATE) + "080000")
                .encode();
        agencies.push(FeedId.of("finance/appropriations"), line.getBytes(StandardCharsets.UTF_8), day);
    }

    private void next(Turn turn) {
        stage.at(turn.at());
        speak(turn);
        stage.settle();
    }

    private void speak(Turn turn) {
        agencies.police().send(life.police(turn));
        agencies.tax().pushPayments(life.payments(turn));
        agencies.insurer().pushCoverage(life.coverage(turn));
    }
}
