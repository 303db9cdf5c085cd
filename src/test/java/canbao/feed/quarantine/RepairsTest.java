package canbao.feed.quarantine;

import static canbao.feed.batch.BatchWorld.FEED;
import static canbao.feed.batch.BatchWorld.LI;
import static canbao.feed.batch.BatchWorld.ZHANG;
import static canbao.feed.batch.BatchWorld.list;
import static canbao.feed.batch.BatchWorld.number;
import static canbao.feed.batch.BatchWorld.person;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.batch.BatchWorld;
import canbao.feed.quarantine.Repairs.Alike;
import canbao.feed.quarantine.Repairs.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepairsTest {
    private static final BatchWorld WORLD = new BatchWorld();

    @BeforeEach
    void empty() {
        WORLD.empty();
    }

    @AfterAll
    static void disconnect() {
        WORLD.close();
    }

    @Test
    void one_poison_row_in_a_thousand_leaves_the_rest_unaffected_and_is_applied_once_after_repair() {
        long batch = WORLD.read("20250101", list(0, 500) + broken(500) + list(501, 1000));
        assertThat(WORLD.of(batch, "state || ' ' || added || ' ' || rejected")).isEqualTo("APPLIED 999 1");
        assertThat(WORLD.facts()).hasSize(999);
        Repairs.Repair repair = done(fix(batch, 1, "begin", "202401")).sent().getFirst();
        assertThat(state(batch, 1)).isEqualTo("REPAIRED by " + repair.batch());
        WORLD.readAll();
        assertThat(WORLD.of(repair.batch(), "state || ' ' || added || ' ' || changed || ' ' || withdrawn"))
                .isEqualTo("APPLIED 1 0 0");
        assertThat(WORLD.facts()).hasSize(1000).containsEntry(number(500), "低保对象");
        assertThat(fix(batch, 1, "begin", "202402")).isEqualTo(new Outcome.Refused("NOT_OPEN", "REPAIRED"));
        assertThat(WORLD.of(repair.batch(), "number || ' ' || actor")).isEqualTo("repair/" + batch + "/1 staff:zhang");
        assertThat(WORLD.count(
                        "batch AS r JOIN batch AS o ON o.id = r.repairs AND o.as_of = r.as_of AND o.rank = r.rank"))
                .isEqualTo(1);
        long again = WORLD.read("20250201", list(0, 1000));
        assertThat(WORLD.of(again, "added || '/' || changed || '/' || withdrawn || '/' || unchanged"))
                .as("the same content as the agency's own corrected row")
                .isEqualTo("0/0/0/1000");
    }

    @Test
    void a_row_that_is_still_bad_is_not_sent_and_the_answer_says_why() {
        long batch = WORLD.read("20250101", list(0, 30) + broken(30));
        long batches = WORLD.count("batch");
        Outcome.Done answer = done(fix(batch, 1, "起始年月", "2024-13"));
        assertThat(answer.sent()).isEmpty();
        assertThat(answer.stillBad()).singleElement().satisfies(bad -> {
            assertThat(bad.field()).isEqualTo("begin");
            assertThat(bad.fix()).contains(" / ");
        });
        assertThat(WORLD.count("batch")).isEqualTo(batches);
        assertThat(state(batch, 1)).isEqualTo("OPEN by null");
        assertThat(fix(batch, 1, "开始", "202401")).isEqualTo(new Outcome.Refused("UNKNOWN_COLUMN", "开始"));
    }

    @Test
    void a_repair_withdraws_nobody_and_supersedes_nothing() {
        WORLD.read("20250101", list(0, 40));
        long held = WORLD.read("20250201", list(0, 29) + broken(29));
        assertThat(WORLD.of(held, "state")).isEqualTo("HELD");
        done(fix(held, 1, "begin", "202401"));
        WORLD.readAll();
        assertThat(WORLD.of(held, "state || hold")).isEqualTo("HELDOPEN");
        assertThat(WORLD.facts()).hasSize(40);
        WORLD.approve(held);
        WORLD.readAll();
        assertThat(WORLD.facts())
                .as("the approved list does not withdraw what its own repair brought")
                .hasSize(30);
    }

    @Test
    void a_repair_that_a_newer_list_overtakes_overwrites_nothing() {
        WORLD.read("20250101", list(0, 39) + person(39, "城市低保"));
        long batch = WORLD.read("20250201", list(0, 39) + broken(39).replace("城市低保", "特困人员"));
        done(fix(batch, 1, "begin", "202401"));
        // A corrected list of the same day is stored later, but a newer one was read before the repair is.
        long repair = WORLD.inboxStore.next().orElseThrow().id();
        WORLD.database.run("UPDATE batch SET state = 'PARKED' WHERE id = " + repair);
        WORLD.read("20250201", list(0, 40));
        WORLD.database.run("UPDATE batch SET state = 'STORED' WHERE id = " + repair);
        WORLD.readAll();
        assertThat(WORLD.of(repair, "state || ' ' || stale || ' ' || changed")).isEqualTo("APPLIED 1 0");
        assertThat(WORLD.facts()).hasSize(40).containsEntry(number(39), "低保对象");
    }

    @Test
    void a_newer_list_settles_what_was_open_and_an_older_one_does_not() {
        WORLD.read("20250101", list(0, 39) + broken(39));
        long february = WORLD.read("20250201", list(0, 38) + broken(38) + broken(39));
        assertThat(WORLD.count("quarantine WHERE state = 'OPEN'")).isEqualTo(2);
        assertThat(WORLD.count("quarantine WHERE state = 'SETTLED' AND by_batch = " + february))
                .isEqualTo(1);
        WORLD.read("20250115", list(0, 40));
        assertThat(WORLD.count("quarantine WHERE state = 'OPEN'")).isEqualTo(2);
        assertThat(fix(february, 3, "begin", "1"))
                .isEqualTo(new Outcome.Refused("NOT_FOUND", "batch " + february + " n 3"));
    }

    @Test
    void all_rows_of_one_cause_are_fixed_alike_across_batches_and_the_others_are_left() {
        long first = WORLD.read("20250101", list(0, 37) + person(37, "城低") + person(38, "城低") + person(39, "农低"));
        assertThat(WORLD.quarantine.groups(FEED, 10)).singleElement().satisfies(group -> {
            assertThat(group.rule()).isEqualTo("UNKNOWN_CODE");
            assertThat(group.rows()).isEqualTo(3);
        });
        Alike alike = new Alike(FEED, "category", "UNKNOWN_CODE", null);
        Outcome.Done answer = done(WORLD.repairs.fixAll(ZHANG, alike, "城低", "城市低保", "民政的简称"));
        assertThat(answer.sent())
                .singleElement()
                .satisfies(sent -> assertThat(sent.rows()).isEqualTo(2));
        assertThat(answer.passedOver()).isEqualTo(1);
        WORLD.readAll();
        assertThat(WORLD.facts()).hasSize(39);
        assertThat(state(first, 3)).isEqualTo("OPEN by null");
        assertThat(done(WORLD.repairs.fixAll(ZHANG, alike, "农低", "农底", "错字")).stillBad())
                .hasSize(1);
    }

    @Test
    void of_two_rows_with_one_key_the_chosen_one_is_applied_and_the_other_settled() {
        long batch = WORLD.read("20250101", list(0, 30) + person(30, "城市低保") + person(30, "特困人员"));
        assertThat(WORLD.of(batch, "rejected")).isEqualTo("1");
        assertThat(WORLD.facts()).hasSize(30);
        Outcome.Done answer = done(WORLD.repairs.fix(ZHANG, batch, 1, Map.of(), "民政：以后一行为准"));
        assertThat(answer.sent()).hasSize(1);
        WORLD.readAll();
        assertThat(WORLD.facts()).hasSize(31).containsEntry(number(30), "特困人员");
    }

    @Test
    void who_repairs_at_once_repairs_once() throws Exception {
        long batch = WORLD.read("20250101", list(0, 30) + broken(30));
        try (ExecutorService many = Executors.newFixedThreadPool(4)) {
            Callable<Outcome> repair = () -> fix(batch, 1, "begin", "202401");
            int sent = 0;
            for (Future<Outcome> outcome : many.invokeAll(List.of(repair, repair, repair, repair))) {
                sent += outcome.get() instanceof Outcome.Done done ? done.sent().size() : 0;
            }
            assertThat(sent).isEqualTo(1);
        }
        WORLD.readAll();
        assertThat(WORLD.facts()).hasSize(31);
        assertThat(WORLD.count("audit WHERE action = 'quarantine.repair' AND object = 'batch/" + batch + "'"))
                .isEqualTo(1);
    }

    @Test
    void returned_rows_go_back_as_the_agency_sent_them_with_place_rule_and_fix() throws IOException {
        long batch = WORLD.read("20250101", list(0, 30) + broken(30));
        assertThat(WORLD.returns.file(LI, batch)).isEmpty();
        assertThat(WORLD.returns.giveBack(LI, batch, "请民政更正")).isEqualTo(1);
        assertThat(state(batch, 1)).isEqualTo("RETURNED by null");
        byte[] file = WORLD.returns.file(LI, batch).orElseThrow();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows.get(0).getCellText(0)).isEqualTo("身份证件号码");
            assertThat(rows.get(1).getCellText(0)).isEqualTo(number(30));
            assertThat(rows.get(1).getCellText(1)).isEqualTo("受助人30");
            assertThat(rows.get(1).getCellText(10)).isEqualTo("32");
            assertThat(rows.get(1).getCellText(11)).isEqualTo("begin");
        }
        assertThat(WORLD.count("audit WHERE action LIKE 'quarantine.%' AND actor_name = 'li' AND object = 'batch/"
                        + batch + "'"))
                .isEqualTo(2);
        assertThat(fix(batch, 1, "begin", "202401")).isEqualTo(new Outcome.Refused("NOT_OPEN", "RETURNED"));
    }

    @Test
    void a_row_is_shown_masked() {
        long batch = WORLD.read("20250101", list(0, 30) + broken(30));
        Returns.Masked row = WORLD.returns.show(batch, 1).orElseThrow();
        assertThat(row.values()).anySatisfy(value -> {
            assertThat(value.column()).isEqualTo("certificate");
            assertThat(value.personal()).isTrue();
            assertThat(value.masked()).startsWith("330***");
        });
        assertThat(row.toString()).doesNotContain(number(30), "受助人30");
    }

    private static String broken(int n) {
        return person(n, "城市低保").replace("202401", "2024年");
    }

    private static Outcome fix(long batch, int n, String column, String value) {
        return WORLD.repairs.fix(ZHANG, batch, n, Map.of(column, value), "电话核实");
    }

    private static Outcome.Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private static String state(long batch, int n) {
        return WORLD.quarantine.list(null, batch, null, 0, 0, 100).stream()
                .filter(row -> row.n() == n)
                .map(row -> row.state() + " by " + row.byBatch())
                .findFirst()
                .orElseThrow();
    }
}
