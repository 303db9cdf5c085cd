package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import canbao.audit.AuditStore;
import canbao.audit.ChainStore.Check;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.ledger.Order;
import canbao.ledger.Order.Destination;
import canbao.ledger.OrderStore;
import canbao.ledger.show.WorkStore;
import canbao.model.Actor;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.policy.PolicyBook;
import canbao.recon.Difference;
import canbao.recon.Difference.Result;
import canbao.recon.DifferenceStore.Filter;
import canbao.recon.Kind;
import canbao.recon.Reconciling;
import canbao.recon.Reconciling.Outcome;
import canbao.runtime.desk.TryPeople.Said;
import canbao.testing.Platform;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** E28: what the ledger says against what the insurer and the tax bureau say. */
class ReconTest {
    private static final String INSURED = "insurer/insured";
    private static final String LEVIES = "insurer/levies";
    private static final String PAYMENTS = "tax/payments";

    private final Database database = Platform.database();
    private final TryPeople world = new TryPeople(database);
    private final OrderStore orders = new OrderStore(database);
    private final AuditStore audit = new AuditStore(database, "recon", TryPeople.NOVEMBER);
    private final Reconciling reconciling = new Reconciling(
            database,
            () -> PolicyBook.load(Path.of("config/policies"), new Problems()),
            world.people.wakes()::wake,
            audit,
            TryPeople.NOVEMBER);
    private int said;

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    void e28_whom_we_registered_and_the_insurer_does_not_know_is_found_and_nobody_else() {
        reports(INSURED);
        world.say(TryPeople.poor(number(1)), TryPeople.poor(number(2)), TryPeople.poor(number(3)));
        settle(1, 2, 3);
        insured(2, "正常");
        insured(3, "终止");
        assertThat(run(0).opened())
                .as("the insurer has not reported since, but of one")
                .isEqualTo(1);
        reports(INSURED);
        assertThat(run(3).opened()).as("what is three days young is under way").isZero();
        assertThat(run(0)).isEqualTo(new Outcome.Ran(3, 3, 1, 2, 0));
        assertThat(open())
                .extracting(Difference::kind, Difference::person)
                .containsExactlyInAnyOrder(
                        tuple(Kind.WE_SAY_INSURED_THEY_DO_NOT, person(number(1))),
                        tuple(Kind.WE_SAY_INSURED_THEY_DO_NOT, person(number(3))));
    }

    @Test
    void e28_what_is_told_and_not_decided_yet_is_no_difference() {
        reports(INSURED);
        world.say(TryPeople.pupil(number(1)));
        settle(1);
        insured(1, "正常");
        reports(INSURED);
        assertThat(((Outcome.Ran) reconciling.run(Actor.staff("admin"), 2025, 0)).opened())
                .isZero();
        assertThat(run(0).opened()).isEqualTo(1);
    }

    @Test
    void e28_a_frozen_case_is_decided_and_written_down_but_no_order_leaves_until_it_is_closed() {
        owingAndInsured(1);
        assertThat(queued(TryPeople.poor(number(1)))).extracting(Order::action).containsExactly(Order.Action.CANCEL);
        run(0);
        assertThat(open()).as("an order is about to leave: not judged yet").isEmpty();
        answerAll();
        assertThat(world.state(number(1))).isEqualTo("ENROL_ORDERED");
        List<Order> ready = ready();
        assertThat(ready).extracting(Order::action).containsExactly(Order.Action.ENROL);
        freeze(1);
        assertThat(ready()).isEmpty();
        assertThat(orders.leaving(ready)).as("frozen after it was looked up").isEmpty();
        assertThat(world.orders(number(1))).endsWith("INSURER ENROL QUEUED");
        long difference = open().getFirst().difference();
        assertThat(reconciling.close(Actor.staff("desk"), difference, "已与医保核实")).isInstanceOf(Outcome.Done.class);
        assertThat(ready()).isEqualTo(ready);
        assertThat(orders.leaving(ready)).isEqualTo(ready);
        assertThat(woken()).as("decided anew").isPositive();
        assertThat(audit.verify()).isInstanceOf(Check.Sound.class);
    }

    @Test
    void e28_nobody_is_reminded_of_a_frozen_case_and_it_waits_on_the_work_list() {
        world.say(TryPeople.pupil(number(1)).phoned("13800000001"));
        reports(INSURED);
        settle(1);
        assertThat(world.reminded()).hasSize(1);
        assertThat(stillOwing()).hasSize(1);
        insured(1, "正常");
        reports(INSURED);
        run(0);
        assertThat(open()).extracting(Difference::kind).containsExactly(Kind.THEY_SAY_INSURED_WE_DO_NOT);
        assertThat(world.reminded()).isEmpty();
        assertThat(stillOwing()).isEmpty();
        long difference = open().getFirst().difference();
        assertThat(reconciling.assign(Actor.staff("desk"), difference, "参保科")).isInstanceOf(Outcome.Done.class);
        assertThat(new WorkStore(database).refused(new UUID(0, 0), 10))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.difference()).isEqualTo("THEY_SAY_INSURED_WE_DO_NOT");
                    assertThat(item.assignee()).isEqualTo("参保科");
                });
    }

    @Test
    void e28_a_difference_that_is_gone_closes_itself_and_thaws() {
        owingAndInsured(1);
        run(0);
        assertThat(stillOwing()).isEmpty();
        insured(1, "终止");
        world.decide();
        Outcome.Ran ran = run(0);
        assertThat(ran.gone()).isEqualTo(1);
        assertThat(all()).extracting(Difference::result).containsExactly(Result.GONE);
        assertThat(all()).extracting(Difference::closedBy).containsExactly("hub:recon");
        assertThat(stillOwing()).hasSize(1);
        assertThat(woken()).isPositive();
    }

    @Test
    void e28_what_an_office_has_yet_to_answer_is_no_difference_until_it_is_late() {
        reports(INSURED);
        world.say(TryPeople.poor(number(1)));
        world.decide();
        database.run("UPDATE enrolment_order SET state = 'SENT', sent_at = clock_timestamp() - interval '1 day'");
        insured(1, "正常");
        database.run("ALTER TABLE posting DISABLE TRIGGER posting_is_append_only");
        database.run("UPDATE posting SET recorded_at = recorded_at - interval '10 days'");
        database.run("ALTER TABLE posting ENABLE TRIGGER posting_is_append_only");
        reports(INSURED);
        assertThat(run(3))
                .extracting(Outcome.Ran::compared, Outcome.Ran::opened)
                .containsExactly(0L, 0L);
        database.run("UPDATE enrolment_order SET sent_at = clock_timestamp() - interval '4 days'");
        assertThat(run(3).opened()).isEqualTo(1);
        assertThat(open()).extracting(Difference::ours).containsExactly("ENROL_ORDERED");
    }

    @Test
    void e28_a_death_and_the_end_of_a_levy_are_never_frozen() {
        owingAndInsured(1);
        run(0);
        assertThat(open()).hasSize(1);
        world.say(dead(1));
        world.decide();
        assertThat(world.state(number(1))).isEqualTo("INELIGIBLE");
        assertThat(ready()).extracting(Order::action).containsExactly(Order.Action.CANCEL);
        assertThat(orders.leaving(ready())).hasSize(1);
        assertThat(stillOwing()).isEmpty();
    }

    @Test
    void e28_other_amounts_at_the_insurer_and_at_the_tax_bureau_are_found() {
        world.say(TryPeople.poor(number(1)), TryPeople.poor(number(2)));
        settle(1, 2);
        levied(1, "0", "198000");
        levied(2, "66000", "198000");
        reports(LEVIES);
        run(0);
        assertThat(open())
                .extracting(Difference::kind, Difference::source, Difference::ours, Difference::theirs)
                .containsExactly(tuple(Kind.AMOUNT_DIFFERS, LEVIES, "0/198000", "66000/198000"));
        says(
                1,
                PAYMENTS,
                FactKind.PAYMENT,
                Map.of("event", "PAID", "year", "2025", "amount", "100", "date", "2024-11-02"));
        reports(PAYMENTS);
        // Told days ago, and the ledger still says otherwise.
        database.run("UPDATE fact SET recorded_at = recorded_at - interval '3 days'");
        reconciling.run(Actor.staff("admin"), 2025, 0);
        assertThat(open())
                .filteredOn(one -> one.source().equals("tax"))
                .extracting(Difference::ours, Difference::theirs)
                .containsExactly(tuple("0", "100"));
    }

    @Test
    void e28_what_the_tax_bureau_says_twice_or_takes_back_is_reckoned_as_policy_reckons() {
        world.say(TryPeople.pupil(number(1)), TryPeople.pupil(number(2)));
        Map<String, String> paid =
                Map.of("event", "PAID", "year", "2025", "amount", "66000", "date", "2024-11-02", "id", "z1");
        says(1, PAYMENTS, FactKind.PAYMENT, paid);
        says(1, "tax/levies", FactKind.PAYMENT, paid);
        says(
                2,
                PAYMENTS,
                FactKind.PAYMENT,
                Map.of("event", "REFUNDED", "year", "2025", "amount", "66000", "date", "2024-11-02", "id", "z2"));
        settle(1, 2);
        assertThat(List.of(world.state(number(1)), world.state(number(2)))).containsExactly("COVERED", "OWING");
        reports(PAYMENTS);
        assertThat(run(0)).isEqualTo(new Outcome.Ran(1, 2, 0, 0, 0));
    }

    @Test
    void e28_a_refund_that_the_tax_bureau_made_in_part_only_is_found_once_it_had_its_days() {
        world.say(TryPeople.pupil(number(1)));
        paid("PAID", "66000", "z1");
        paid("PAID", "66000", "z2");
        settle(1);
        assertThat(world.orders(number(1))).endsWith("TAX REFUND DONE");
        reports(PAYMENTS);
        assertThat(run(3).opened()).as("on its way").isZero();
        paid("REFUNDED", "50000", "t1");
        reports(PAYMENTS);
        assertThat(run(3).opened()).as("the rest may follow").isZero();
        assertThat(run(0).opened()).isEqualTo(1);
        assertThat(open())
                .extracting(Difference::kind, Difference::source, Difference::ours, Difference::theirs)
                .containsExactly(tuple(Kind.AMOUNT_DIFFERS, "tax", "66000", "82000"));
        paid("REFUNDED", "16000", "t2");
        reports(PAYMENTS);
        assertThat(run(0).gone()).isEqualTo(1);
    }

    @Test
    void e28_who_got_all_of_it_back_by_our_books_has_nothing_at_the_bureau() {
        world.say(TryPeople.pupil(number(1)));
        paid("PAID", "66000", "z1");
        settle(1);
        world.say(dead(1));
        settle(1);
        assertThat(world.state(number(1))).isEqualTo("REFUNDED");
        reports(PAYMENTS);
        run(0);
        assertThat(open()).extracting(Difference::ours, Difference::theirs).containsExactly(tuple("0", "66000"));
    }

    @Test
    void e28_a_refund_that_the_freeze_itself_keeps_from_leaving_is_no_difference() {
        reports(INSURED);
        world.say(TryPeople.pupil(number(1)));
        paid("PAID", "66000", "z1");
        settle(1);
        reports(INSURED);
        assertThat(run(0).opened()).as("the insurer does not know him").isEqualTo(1);
        paid("PAID", "66000", "z2");
        world.decide();
        assertThat(world.orders(number(1))).endsWith("TAX REFUND QUEUED");
        reports(PAYMENTS);
        assertThat(run(0).opened()).isZero();
    }

    @Test
    void e28_what_staff_settled_is_not_found_again_on_the_same_words_and_a_reason_names_nobody() {
        owingAndInsured(1);
        run(0);
        long difference = open().getFirst().difference();
        Actor staff = Actor.staff("desk");
        assertThat(reconciling.close(staff, difference, "见 330302201509019019")).isInstanceOf(Outcome.Refused.class);
        assertThat(reconciling.close(staff, difference, "医保系统延迟")).isEqualTo(new Outcome.Done(difference));
        assertThat(reconciling.close(staff, difference, "再次")).isInstanceOf(Outcome.Refused.class);
        assertThat(run(0).opened()).isZero();
        insured(1, "终止");
        insured(1, "正常", "2025-02");
        assertThat(run(0).opened()).as("they say something else now").isEqualTo(1);
    }

    /** A pupil who owes, whose levy is answered, and whom the insurer says to be insured. */
    private void owingAndInsured(int who) {
        reports(INSURED);
        world.say(TryPeople.pupil(number(who)));
        settle(who);
        assertThat(world.state(number(who))).isEqualTo("OWING");
        insured(who, "正常");
        world.decide();
        reports(INSURED);
    }

    /** Finds the difference although an order is about to leave, as a run does that has seen the case before it. */
    private void freeze(int who) {
        database.run("UPDATE enrolment_order SET state = 'HELD' WHERE state = 'QUEUED'");
        reports(INSURED);
        run(0);
        database.run("UPDATE enrolment_order SET state = 'QUEUED' WHERE state = 'HELD'");
        assertThat(open()).extracting(Difference::person).containsExactly(person(number(who)));
    }

    private List<Order> queued(Said... rows) {
        world.say(rows);
        world.decide();
        return ready();
    }

    private List<Order> ready() {
        return Arrays.stream(Destination.values())
                .flatMap(destination -> orders.ready(destination, 100).stream())
                .toList();
    }

    private void answerAll() {
        for (Order order : ready()) {
            database.run("UPDATE enrolment_order SET state = 'DONE' WHERE ordinal = $1", Tuple.of(order.ordinal()));
        }
    }

    private void insured(int who, String status) {
        insured(who, status, "2025-01");
    }

    private void insured(int who, String status, String begin) {
        says(
                who,
                INSURED,
                FactKind.COVERAGE,
                Map.of("insutype", "390", "status", status, "area", "330302", "begin", begin));
    }

    private void levied(int who, String personal, String total) {
        says(
                who,
                LEVIES,
                FactKind.REGISTER,
                Map.of("personal", personal, "total", total, "begin", "2025-01", "end", "2025-12"));
    }

    private static Said dead(int who) {
        Map<String, String> what = Map.of("event", "DEATH", "date", "2024-11-10");
        return Said.of(FeedId.of("health/deaths"), FactKind.LIFE_EVENT, number(who), what);
    }

    private void paid(String event, String fen, String id) {
        Map<String, String> what =
                Map.of("event", event, "year", "2025", "amount", fen, "date", "2024-11-02", "id", id);
        Said moved = Said.of(FeedId.of(PAYMENTS), FactKind.PAYMENT, number(1), what);
        world.say(new Said(moved.feed(), moved.kind(), id, moved.number(), null, null, null, what, moved.version()));
    }

    private void says(int who, String feed, FactKind kind, Map<String, String> what) {
        world.say(Said.of(FeedId.of(feed), kind, number(who), what).on(++said));
    }

    /** The office has reported: a batch of its feed was applied just now. */
    private void reports(String feed) {
        database.run("""
                INSERT INTO batch (feed, name, lane, identity, as_of, digest, bytes, actor, received_at, state, done_at)
                VALUES ($1, '', '', '', now(), '', 0, '', now(), 'APPLIED', clock_timestamp())
                """, Tuple.of(feed));
    }

    /** After everything that was told is decided. */
    private Outcome.Ran run(int graceDays) {
        world.decide();
        return (Outcome.Ran) reconciling.run(Actor.staff("admin"), 2025, graceDays);
    }

    private void settle(int... people) {
        world.settle(Arrays.stream(people).mapToObj(TryPeople::number).toArray(String[]::new));
    }

    private List<Difference> open() {
        return reconciling.store().list(new Filter("OPEN", "", ""), 0, 100);
    }

    private List<Difference> all() {
        return reconciling.store().list(new Filter("", "", ""), 0, 100);
    }

    private Map<PersonKey, canbao.model.Fen> stillOwing() {
        return world.stillOwing(number(1));
    }

    private long woken() {
        return database.run("SELECT count(*) FROM outbox").iterator().next().getLong(0);
    }
}
