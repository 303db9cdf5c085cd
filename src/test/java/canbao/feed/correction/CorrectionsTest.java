package canbao.feed.correction;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.feed.batch.BatchWorld;
import canbao.feed.correction.Correction.Answer;
import canbao.feed.correction.Correction.Place;
import canbao.feed.correction.Correction.State;
import canbao.feed.correction.Correction.Word;
import canbao.feed.correction.Corrections.Outcome;
import canbao.feed.correction.Corrections.Wrong;
import canbao.feed.outcome.Outcomes;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.Wording;
import canbao.testing.HandClock;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Corrections of civil affairs' list, with real batches. */
class CorrectionsTest {
    private static final Actor CIVIL = Actor.agency("civil-affairs/key-1");
    private static final String OTHERS = BatchWorld.list(1, 30);

    private final BatchWorld world = new BatchWorld();
    /** A Wednesday; the 29th to the 8th are holidays, the 8th is not worked. */
    private final HandClock clock = new HandClock(Instant.parse("2025-09-24T02:00:00Z"));

    private final Corrections corrections =
            new Corrections(world.database, world.contracts, ConsoleHarness.CALENDAR, world.audit, clock);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_row_that_the_next_list_corrects_is_settled_by_that_batch_and_only_by_the_field_that_was_wrong() {
        long first = world.read("20250901", OTHERS + BatchWorld.person(40, "城市低保"));
        long id = open(first, 31, "category");
        // Another phone is no other category.
        world.read("20250902", OTHERS + BatchWorld.person(40, "城市低保").replace("13900001040", "13900005040"));
        corrections.settleChanged();
        assertThat(state(id)).isEqualTo(State.OPEN);
        long fixed = world.read("20250903", OTHERS + BatchWorld.person(40, "特困人员"));
        corrections.settleChanged();
        assertThat(state(id)).isEqualTo(State.CORRECTED);
        assertThat(corrections.store().find(id).orElseThrow().settledBatch()).isEqualTo(fixed);
        assertThat(corrections.store().words(id)).extracting(Word::said).containsExactly("OPENED", "CORRECTED");
        assertThat(corrections.answer(CIVIL, BatchWorld.FEED, id, Answer.UPHELD, "属实"))
                .isEqualTo(CorrectionRefusals.SETTLED);
        var page = new Outcomes(world.database).page(BatchWorld.FEED, "", 10).orElseThrow();
        assertThat(page.outcomes()).hasSize(1);
        assertThat(new Outcomes(world.database)
                        .page(BatchWorld.FEED, page.next(), 10)
                        .orElseThrow()
                        .outcomes())
                .isEmpty();
    }

    @Test
    void a_row_that_leaves_the_list_is_withdrawn() {
        long first = world.read("20250901", OTHERS + BatchWorld.person(40, "城市低保"));
        long id = open(first, 31, "name");
        world.read("20250902", OTHERS);
        corrections.settleChanged();
        assertThat(state(id)).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void only_its_own_agency_answers_and_both_sides_words_stay_on_record() {
        long id = open(world.read("20250901", OTHERS), 5, "category");
        assertThat(corrections.answer(Actor.agency("tax/k"), FeedId.of("tax/payments"), id, Answer.UPHELD, "属实"))
                .isEqualTo(CorrectionRefusals.UNKNOWN);
        corrections.answer(CIVIL, BatchWorld.FEED, id, Answer.WILL_CORRECT, "核查中");
        corrections.answer(CIVIL, BatchWorld.FEED, id, Answer.WILL_CORRECT, "核查中");
        assertThat(state(id)).isEqualTo(State.OPEN);
        corrections.answer(CIVIL, BatchWorld.FEED, id, Answer.UPHELD, "已入户核实，属实");
        assertThat(state(id)).isEqualTo(State.UPHELD);
        assertThat(corrections.store().words(id))
                .extracting(Word::side, Word::said)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("staff", "OPENED"),
                        org.assertj.core.groups.Tuple.tuple("agency", "WILL_CORRECT"),
                        org.assertj.core.groups.Tuple.tuple("agency", "UPHELD"));
        assertThat(world.count("audit WHERE action = 'correction.open'")).isEqualTo(1);
    }

    @Test
    void a_request_is_overdue_from_the_day_after_its_last_working_day_and_no_longer_when_settled() {
        long id = open(world.read("20250901", OTHERS), 5, "category");
        CorrectionWatch watch = new CorrectionWatch(corrections.store(), world.contracts);
        Correction opened = corrections.store().find(id).orElseThrow();
        // 25, 26, Sunday 28 (worked), 29, 30 September; then the holidays begin.
        assertThat(opened.deadline()).isEqualTo("2025-09-30");
        assertThat(watch.look(Instant.parse("2025-09-30T15:59:59Z"))
                        .orElseThrow()
                        .wrong())
                .isEmpty();
        Instant late = Instant.parse("2025-09-30T16:00:00Z");
        assertThat(watch.look(late).orElseThrow().wrong())
                .extracting(finding -> finding.subject())
                .containsExactly("civil-affairs/hardship " + id);
        corrections.cancel(BatchWorld.LI, id, "我方误判");
        assertThat(watch.look(late).orElseThrow().wrong()).isEmpty();
    }

    @Test
    void outcomes_name_rows_of_the_feed_only_and_miss_no_entry_that_commits_late() {
        long batch = world.read("20250901", OTHERS);
        var outcomes = new Outcomes(world.database);
        entry(7, 1, "ledger/0", 1, "ENROL_ORDERED");
        var first = outcomes.page(BatchWorld.FEED, "", 10).orElseThrow();
        assertThat(first.outcomes()).hasSize(1);
        assertThat(((Outcomes.Outcome.OfCase) first.outcomes().getFirst()).row().line())
                .isEqualTo(8);
        assertThat(((Outcomes.Outcome.OfCase) first.outcomes().getFirst()).row().batch())
                .isEqualTo(batch);
        assertThat(outcomes.page(FeedId.of("education/roster"), "", 10)
                        .orElseThrow()
                        .outcomes())
                .isEmpty();
        // Another chain, begun earlier and committed after the page was read.
        entry(8, 1, "ledger/1", 1, "OWED");
        entry(7, 2, "ledger/0", 2, "ENROLLED");
        var second = outcomes.page(BatchWorld.FEED, first.next(), 1).orElseThrow();
        var third = outcomes.page(BatchWorld.FEED, second.next(), 10).orElseThrow();
        assertThat(second.more()).isTrue();
        assertThat(second.outcomes()).hasSize(1);
        assertThat(third.outcomes()).hasSize(1);
        assertThat(outcomes.page(BatchWorld.FEED, "c.0~0.9.0", 10)).isEmpty();
    }

    @Test
    void nothing_of_a_feed_is_settled_or_read_in_another_feeds_name() {
        long id = open(world.read("20250901", OTHERS), 5, "category");
        FeedId other = FeedId.of("tax/payments");
        world.database.inBulkDo(bulk -> {
            assertThat(CorrectionStore.standing(bulk, other, id)).isEmpty();
            assertThat(CorrectionStore.settle(bulk, other, id, State.UPHELD, clock.instant()))
                    .isFalse();
            assertThat(CorrectionStore.standing(bulk, BatchWorld.FEED, id)).isPresent();
        });
        assertThat(state(id)).isEqualTo(State.OPEN);
    }

    @Test
    void rows_that_a_review_found_to_be_somebody_elses_are_told_by_that_review() {
        world.read("20250901", OTHERS);
        long review = review(6, "NAME_DIFFERS", "OPEN");
        assertThat(corrections.openOfReview(BatchWorld.ZHANG, review, 5)).isEqualTo(CorrectionRefusals.NO_SUCH_REVIEW);
        world.database.run("UPDATE person_review SET state = 'OTHER_PERSON'");
        assertThat(corrections.openOfReview(BatchWorld.ZHANG, review + 1, 5))
                .isEqualTo(CorrectionRefusals.NO_SUCH_REVIEW);
        assertThat(corrections.openOfReview(BatchWorld.ZHANG, review, 61)).isEqualTo(CorrectionRefusals.WORKDAYS);
        Correction told = corrections.store().find(opened(review).getFirst()).orElseThrow();
        assertThat(told.row().line()).isEqualTo(7);
        assertThat(told.field()).isEqualTo("name");
        assertThat(told.rule()).isEqualTo("NAME_DIFFERS");
        assertThat(told.review()).isEqualTo(review);
        assertThat(told.reason().zh() + told.masked()).doesNotContain("受助人", BatchWorld.number(6));
        assertThat(corrections.openOfReview(BatchWorld.LI, review, 5)).isEqualTo(CorrectionRefusals.OPEN_ALREADY);
        // The list has no column of births: the number itself is asked about.
        long birth = review(8, "BIRTH_DIFFERS", "OTHER_PERSON");
        long second = opened(birth).getFirst();
        assertThat(corrections.store().find(second).orElseThrow().field()).isEqualTo("certificate");
        world.read("20250902", OTHERS.replace(BatchWorld.person(8, "城市低保"), ""));
        corrections.settleChanged();
        assertThat(state(second)).isEqualTo(State.WITHDRAWN);
        assertThat(corrections.openOfReview(BatchWorld.ZHANG, birth, 5)).isEqualTo(CorrectionRefusals.NO_SUCH_REVIEW);
    }

    @Test
    void outcomes_follow_merged_persons_and_say_nothing_by_rows_of_somebody_else() {
        world.read("20250901", OTHERS);
        world.database.run("""
                INSERT INTO person_alias (person, kept)
                SELECT one.person, other.person FROM fact AS one, fact AS other WHERE one.line = 10 AND other.line = 8
                """);
        entry(7, 1, "ledger/0", 1, "ENROL_ORDERED");
        assertThat(lines()).containsExactlyInAnyOrder(8, 10);
        long review = review(9, "NAME_DIFFERS", "OPEN");
        assertThat(lines()).as("nobody has decided").containsExactly(8);
        decided(review, "OTHER_PERSON");
        assertThat(lines()).containsExactly(8);
        decided(review, "SAME_PERSON");
        assertThat(lines()).containsExactlyInAnyOrder(8, 10);
        world.database.run("DELETE FROM person_alias");
        assertThat(lines()).as("told apart").containsExactly(8);
    }

    private List<Integer> lines() {
        return new Outcomes(world.database)
                .page(BatchWorld.FEED, "", 10).orElseThrow().outcomes().stream()
                        .map(told -> ((Outcomes.Outcome.OfCase) told).row().line())
                        .toList();
    }

    private List<Long> opened(long review) {
        return ((Outcome.Opened) corrections.openOfReview(BatchWorld.ZHANG, review, 5)).corrections();
    }

    private void decided(long review, String state) {
        world.database.run("UPDATE person_review SET state = $2 WHERE id = $1", Tuple.of(review, state));
    }

    /** Of the nth person's row, which is set aside. */
    private long review(int nth, String kind, String state) {
        world.database.run("""
                INSERT INTO person_review (person, feed, kind, words, state)
                SELECT person, 'civil-affairs/hardship', $2, gen_random_uuid(), $3 FROM fact WHERE line = $1
                """, Tuple.of(nth + 1, kind, state));
        world.database.run("""
                INSERT INTO fact_aside (scope, row_key, hash, person, review)
                SELECT scope, row_key, hash, person, (SELECT max(id) FROM person_review) FROM fact WHERE line = $1
                """, Tuple.of(nth + 1));
        return world.count("person_review");
    }

    private void entry(int nth, int ordinal, String chain, int link, String kind) {
        world.database.run("""
                INSERT INTO chain (name, seq, previous, digest, link) VALUES ($1, $2, $3, $3, $3)
                """, Tuple.of(chain, (long) link, io.vertx.core.buffer.Buffer.buffer(new byte[32])));
        world.database.run("""
                WITH posted AS (
                  INSERT INTO posting (chain, link, actor, at) VALUES ($4, $5, 'hub:engine', now()) RETURNING id)
                INSERT INTO entry (person, coverage_year, product, ordinal, kind, personal_fen, subsidy_fen, fiscal_fen, policy,
                  evidence, posting)
                SELECT person, 2026, 390, $2, $3, 0, 0, 0, 'p', 'e', posted.id
                FROM fact CROSS JOIN posted WHERE line = $1 LIMIT 1
                """, Tuple.of(nth + 1, ordinal, kind, chain, (long) link));
    }

    private long open(long batch, int rowNumber, String field) {
        Wrong wrong = new Wrong(
                BatchWorld.FEED,
                new Place(batch, null, rowNumber),
                null,
                field,
                new Wording("与核对不符", "does not agree with what we know"));
        return ((Outcome.Opened) corrections.open(BatchWorld.ZHANG, wrong, Corrections.WORKDAYS))
                .corrections()
                .getFirst();
    }

    private State state(long id) {
        return corrections.store().find(id).orElseThrow().state();
    }
}
