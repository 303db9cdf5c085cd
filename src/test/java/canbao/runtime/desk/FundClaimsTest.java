package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.alert.Alert;
import canbao.alert.AlertLoop;
import canbao.alert.AlertStore;
import canbao.audit.AuditStore;
import canbao.audit.ChainStore.Check;
import canbao.fund.FundClaim;
import canbao.fund.FundLine;
import canbao.fund.FundWatch;
import canbao.fund.Funding;
import canbao.fund.Funding.Outcome;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.ledger.CaseLoop;
import canbao.ledger.CaseState;
import canbao.model.Actor;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.runtime.desk.TryPeople.Said;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E22: claims to finance out of the ledger, and what finance answers. */
class FundClaimsTest {
    /** Its subsidies are paid by two funds, 60 to 40, and by a third one for one category. */
    private static final Policy JIANGJIN =
            Policy.draft(Path.of("config/policies/examples/500116-2025.yaml"), new Problems());

    private static final Actor ASKING = Actor.staff("admin");
    private static final Actor DECIDING = Actor.staff("desk");
    private static final LocalDate DUE = LocalDate.of(2024, 12, 20);
    private static final String CITY = "中央和市级财政";
    private static final String DISTRICT = "区医保局";
    private static final String VETERANS = "区退役军人事务局";

    private final Database database = Platform.database();
    private final TryPeople world = new TryPeople(database);
    private final CaseLoop engine = world.engine(JIANGJIN);
    private final AuditStore audit = new AuditStore(database, "fund", TryPeople.NOVEMBER);
    private final Funding funding =
            new Funding(database, () -> new PolicyBook(List.of(JIANGJIN)), audit, TryPeople.NOVEMBER);
    private int day;
    private int first;

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    void e22_a_claim_sums_what_was_subsidised_person_by_person_and_by_fund() {
        holds(1, "低保对象");
        paysHisPart(1);
        holds(2, "特困人员");
        holds(3, "在乡重点优抚对象");
        settle(1, 2, 3);
        List<FundClaim> claims = claim();
        assertThat(amounts(claims)).isEqualTo(Map.of(CITY, 45_600L, DISTRICT, 30_400L, VETERANS, 40_000L));
        assertThat(lines(claims))
                .as("360 for one, 400 for each of the others")
                .isEqualTo(Map.of(key(1), 36_000L, key(2), 40_000L, key(3), 40_000L));
        assertThat(funding.store().balance(2025).claimedFen()).isEqualTo(116_000L);
        assertThat(audit.verify()).isInstanceOf(Check.Sound.class);
    }

    @Test
    void e22_what_is_claimed_is_never_claimed_again() {
        holds(1, "低保对象");
        paysHisPart(1);
        settle(1);
        claim();
        assertThat(ask())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.rule()).isEqualTo("NOTHING_TO_CLAIM"));
        holds(2, "特困人员");
        settle(1, 2);
        assertThat(lines(claim())).containsOnlyKeys(key(2));
        assertThatThrownBy(() -> database.run("""
                        INSERT INTO fund_claim_line SELECT person, coverage_year, product, ordinal, fund, 1, category, amount_fen
                        FROM fund_claim_line
                        """)).hasMessageContaining("fund_claim_line_pkey");
    }

    @Test
    void e22_shares_that_are_changed_later_claim_nothing_a_second_time(@TempDir Path folder) throws IOException {
        holds(1, "特困人员");
        settle(1);
        claim();
        Path changed = folder.resolve("500116-2025.yaml");
        String text = Files.readString(Path.of("config/policies/examples/500116-2025.yaml"));
        Files.writeString(changed, text.replace(CITY, "市财政局").replace("version: 1", "version: 2"));
        PolicyBook book = new PolicyBook(List.of(Policy.draft(changed, new Problems())));
        Funding after = new Funding(database, () -> book, audit, TryPeople.NOVEMBER);
        assertThat(after.ask(ASKING, "500116", 2025, DUE, "12月"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.rule()).isEqualTo("NOTHING_TO_CLAIM"));
    }

    @Test
    void e22_a_subsidy_that_is_cancelled_is_taken_back_by_the_next_claim() {
        holds(1, "低保对象");
        paysHisPart(1);
        holds(2, "特困人员");
        settle(1, 2);
        claim();
        employed(1);
        world.decideWith(engine);
        assertThat(world.state(named(1))).isEqualTo("CANCEL_ORDERED");
        assertThat(ask()).as("the insurer has yet to answer").isInstanceOf(Outcome.Refused.class);
        settle(1, 2);
        List<FundClaim> back = claim();
        assertThat(amounts(back)).isEqualTo(Map.of(CITY, -21_600L, DISTRICT, -14_400L));
        assertThat(funding.store().balance(2025)).isEqualTo(new canbao.fund.FundStore.Balance(40_000, 40_000));
    }

    @Test
    void e22_one_asks_and_another_decides_and_what_is_refused_may_be_asked_again() {
        holds(1, "低保对象");
        paysHisPart(1);
        settle(1);
        List<Long> asked = ((Outcome.Claimed) ask()).claims();
        long first = asked.getFirst();
        assertThat(funding.approve(ASKING, first, "本人审批"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.rule()).isEqualTo("SAME_PERSON"));
        assertThatThrownBy(() -> database.run(
                        "UPDATE fund_claim SET state = 'APPROVED', decided_by = asked_by, decided_at = now()"))
                .hasMessageContaining("violates check constraint");
        assertThat(ask())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.rule()).isEqualTo("WAITS"));
        asked.forEach(claim -> funding.refuse(DECIDING, claim, "先核对名单"));
        assertThat(lines(claim())).containsOnlyKeys(key(1));
        assertThatThrownBy(() -> database.run("DELETE FROM fund_claim_line")).hasMessageContaining("was not refused");
        assertThatThrownBy(() -> database.run("UPDATE fund_claim_line SET amount_fen = 1"))
                .hasMessageContaining("append-only");
    }

    @Test
    void e22_a_claim_past_its_due_date_that_is_short_opens_one_alert_until_it_is_paid_in_full() {
        holds(1, "低保对象");
        paysHisPart(1);
        settle(1);
        FundClaim city = claim().stream()
                .filter(claim -> claim.fund().equals(CITY))
                .findFirst()
                .orElseThrow();
        HandClock clock = new HandClock(Instant.parse("2024-12-20T10:00:00Z"));
        AlertStore alerts = new AlertStore(database, false);
        Lease lease = new Lease(new LeaseStore(database, "one", Duration.ofMinutes(5)), "alerts");
        AlertLoop loop = new AlertLoop(alerts, List.of(new FundWatch(funding)), lease, clock);
        pays("V1", "", DISTRICT, 14_400);
        loop.step();
        assertThat(alerts.open(0, 10)).as("the due day itself").isEmpty();
        clock.forward(Duration.ofDays(1));
        loop.step();
        loop.step();
        assertThat(alerts.history(0, 10))
                .extracting(Alert::kind, Alert::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("FUND_SHORT", "fund-claim/" + city.claim()));
        pays("V2", "", CITY, 21_500);
        loop.step();
        assertThat(alerts.open(0, 10))
                .singleElement()
                .satisfies(alert -> assertThat(alert.what().zh()).contains("还差 1.00 元"));
        pays("V3", String.valueOf(city.claim()), CITY, 100);
        loop.step();
        assertThat(alerts.open(0, 10)).isEmpty();
        assertThat(funding.allocation().gap(city)).isZero();
    }

    @Test
    void e22_what_keeps_a_claim_waiting_is_what_somebody_has_yet_to_answer() {
        List<String> settled = Arrays.stream(CaseState.values())
                .filter(state ->
                        state.stand() == CaseState.Stand.DONE || state.stand() == CaseState.Stand.WITH_THE_PERSON)
                .map(CaseState::name)
                .toList();
        holds(1, "低保对象");
        paysHisPart(1);
        settle(1);
        for (CaseState state : CaseState.values()) {
            database.run("UPDATE enrolment_case SET state = $1", Tuple.of(state.name()));
            boolean claimed = !(ask() instanceof Outcome.Refused);
            assertThat(claimed)
                    .as(state.name())
                    .isEqualTo(state == CaseState.SUBSIDISED || state == CaseState.POST_HOC);
            database.run("UPDATE fund_claim SET state = 'REFUSED', decided_by = 'x', decided_at = now()");
            database.run("DELETE FROM fund_claim_line");
        }
        database.run("UPDATE enrolment_case SET state = 'SUBSIDISED'");
        claim();
        for (CaseState state : CaseState.values()) {
            database.run("UPDATE enrolment_case SET state = $1, ordinal = 99", Tuple.of(state.name()));
            boolean takenBack = ask() instanceof Outcome.Claimed;
            boolean paid = state == CaseState.SUBSIDISED || state == CaseState.POST_HOC;
            assertThat(takenBack).as(state.name()).isEqualTo(settled.contains(state.name()) && !paid);
            database.run(
                    "UPDATE fund_claim SET state = 'REFUSED', decided_by = 'x', decided_at = now() WHERE state = 'ASKED'");
            database.run(
                    "DELETE FROM fund_claim_line WHERE claim IN (SELECT id FROM fund_claim WHERE state = 'REFUSED')");
        }
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void e22_claims_add_up_to_what_the_ledger_has_subsidised_whatever_happens(@ForAll long seed) {
        Random random = new Random(seed);
        first += 10;
        for (int round = 0; round < 5; round++) {
            for (int act = 0; act < 4; act++) {
                happens(1 + random.nextInt(4), random.nextInt(8));
            }
            if (random.nextBoolean()) {
                world.decideWith(engine);
            } else {
                settle(1, 2, 3, 4);
            }
            if (ask() instanceof Outcome.Claimed claimed) {
                claimed.claims()
                        .forEach(claim -> assertThat(
                                        random.nextInt(4) == 0
                                                ? funding.refuse(DECIDING, claim, "再核")
                                                : funding.approve(DECIDING, claim, "同意"))
                                .isInstanceOf(Outcome.Decided.class));
            }
        }
        settle(1, 2, 3, 4);
        claimWhatThereIs();
        assertThat(unclaimed()).isEmpty();
        var balance = funding.store().balance(2025);
        assertThat(balance.claimedFen()).isEqualTo(balance.subsidisedFen());
        long approved = funding.store().list(0, 2025, 500).stream()
                .filter(claim -> claim.state() == FundClaim.State.APPROVED)
                .mapToLong(FundClaim::amountFen)
                .sum();
        assertThat(approved).isEqualTo(balance.subsidisedFen());
    }

    /** He has paid the part that is his. */
    private void paysHisPart(int who) {
        says(
                who,
                FeedId.of("tax/payments"),
                FactKind.PAYMENT,
                "paid",
                Map.of("event", "PAID", "year", "2025", "amount", "4000", "date", "2024-11-09"));
    }

    private void happens(int who, int what) {
        switch (what) {
            case 0 -> holds(who, "低保对象");
            case 1 -> holds(who, "特困人员");
            case 2 -> holds(who, "在乡重点优抚对象");
            case 3 ->
                says(
                        who,
                        TryPeople.CIVIL,
                        FactKind.HARDSHIP,
                        "status",
                        Map.of("category", "低保对象", "begin", "2024-01", "end", "2024-09"));
            case 4 -> employed(who);
            case 6 -> paysHisPart(who);
            case 5 ->
                says(
                        who,
                        FeedId.of("tax/payments"),
                        FactKind.PAYMENT,
                        "paid",
                        Map.of("event", "PAID", "year", "2025", "amount", "40000", "date", "2024-10-09"));
            default ->
                says(
                        who,
                        FeedId.of("insurer/coverage"),
                        FactKind.COVERAGE,
                        "310",
                        Map.of("insutype", "310", "area", "500116", "begin", "2024-01-01", "end", "2024-10-31"));
        }
    }

    private void holds(int who, String category) {
        says(who, TryPeople.CIVIL, FactKind.HARDSHIP, "status", Map.of("category", category, "begin", "2024-01"));
    }

    private void employed(int who) {
        says(
                who,
                FeedId.of("insurer/coverage"),
                FactKind.COVERAGE,
                "310",
                Map.of("insutype", "310", "area", "500116", "begin", "2024-11-01", "end", ""));
    }

    /** A source says of somebody what it has not said before, or something else than before. */
    private void says(int who, FeedId feed, FactKind kind, String row, Map<String, String> what) {
        Said said = Said.of(feed, kind, named(who), what);
        Instant version = said.version().plusSeconds(60L * ++day);
        world.say(new Said(feed, kind, row + named(who), named(who), null, null, null, what, version));
    }

    private void settle(int... people) {
        world.settleWith(engine, Arrays.stream(people).mapToObj(this::named).toArray(String[]::new));
    }

    private Outcome ask() {
        return funding.ask(ASKING, "500116", 2025, DUE, "11月资助参保");
    }

    /** Asked and approved. */
    private List<FundClaim> claim() {
        List<Long> asked = ((Outcome.Claimed) ask()).claims();
        asked.forEach(
                claim -> assertThat(funding.approve(DECIDING, claim, "同意")).isInstanceOf(Outcome.Decided.class));
        return funding.store().list(0, 2025, 500).stream()
                .filter(claim -> asked.contains(claim.claim()))
                .toList();
    }

    private void claimWhatThereIs() {
        if (ask() instanceof Outcome.Claimed claimed) {
            claimed.claims().forEach(claim -> funding.approve(DECIDING, claim, "同意"));
        }
    }

    private static Map<String, Long> amounts(List<FundClaim> claims) {
        return claims.stream().collect(Collectors.toMap(FundClaim::fund, FundClaim::amountFen));
    }

    private Map<UUID, Long> lines(List<FundClaim> claims) {
        Map<UUID, Long> fen = new TreeMap<>();
        for (FundClaim claim : claims) {
            for (FundLine line : funding.store().lines(claim.claim(), new UUID(0, 0), 500)) {
                fen.merge(line.person().value(), line.amountFen(), Long::sum);
            }
        }
        return fen;
    }

    private UUID key(int who) {
        return person(named(who)).value();
    }

    private String named(int who) {
        return number(first + who);
    }

    /** Cases for which another sum is claimed than they hold. */
    private List<String> unclaimed() {
        return database.run("""
                SELECT c.state || ' ' || c.subsidy_fen || ' ' || coalesce(sum(l.amount_fen), 0)
                FROM enrolment_case AS c LEFT JOIN fund_claim_line AS l USING (person, coverage_year, product)
                GROUP BY c.person, c.coverage_year, c.product
                HAVING CASE WHEN c.state IN ('SUBSIDISED', 'POST_HOC') THEN c.subsidy_fen ELSE 0 END
                  <> coalesce(sum(l.amount_fen), 0)
                """).stream().map(row -> row.getString(0)).toList();
    }

    private void pays(String voucher, String claim, String fund, long fen) {
        database.run("""
                INSERT INTO batch (id, feed, name, lane, identity, as_of, digest, bytes, actor, received_at)
                OVERRIDING SYSTEM VALUE VALUES (1, 'finance/appropriations', '', '', '', now(), '', 0, '', now())
                ON CONFLICT DO NOTHING
                """);
        database.run("""
                INSERT INTO appropriation (row_key, claim, fund, amount_fen, day, voucher, version, rank, hash, batch, line)
                VALUES (gen_random_uuid(), nullif($1, '')::bigint, $2, $3, '2024-12-01', $4, now(), 1, 1, 1, 1)
                """, Tuple.of(claim, fund, fen, voucher));
    }
}
