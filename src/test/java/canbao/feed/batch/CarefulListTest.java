package canbao.feed.batch;

import static canbao.feed.batch.BatchWorld.list;
import static canbao.feed.batch.BatchWorld.number;
import static canbao.feed.batch.BatchWorld.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that are cut off, empty or odd withdraw nobody; and the months of domain acceptance A7. */
class CarefulListTest {
    private static final BatchWorld WORLD = new BatchWorld();
    private static final BatchWorld LOOSE =
            new BatchWorld(BatchWorld.catalogue("civil-affairs-hardship.yaml", "minRows: 1", "minRows: 0"));
    private static final BatchWorld WIDE = new BatchWorld(
            BatchWorld.catalogue("civil-affairs-hardship.yaml", "maxWithdrawShare: 0.05", "maxWithdrawShare: 0.5"));
    private static final int A = 1;
    private static final int B = 2;
    private static final int C = 3;

    @BeforeEach
    void empty() {
        WORLD.empty();
        LOOSE.empty();
        WIDE.empty();
    }

    @AfterAll
    static void disconnect() {
        WORLD.close();
        LOOSE.close();
        WIDE.close();
    }

    @Test
    void e04_a7_month_by_month() {
        // month 1 {A 低保, B 特困}
        WIDE.read("20250101", person(A, "城市低保") + person(B, "特困人员"));
        assertThat(WIDE.facts()).isEqualTo(Map.of(number(A), "低保对象", number(B), "特困人员"));

        // month 2 {A 特困, C 低保}: A 变更, B 取消, C 新增
        String month2 = person(A, "特困人员") + person(C, "城市低保");
        long second = WIDE.read("20250201", month2);
        assertThat(counts(second)).isEqualTo("APPLIED: 新增 1, 变更 1, 取消 1");
        assertThat(WIDE.facts()).isEqualTo(Map.of(number(A), "特困人员", number(C), "低保对象"));

        // month 2 again: no-op, not even a batch; in another file of the same day a batch that changes nobody
        assertThat(WIDE.read("20250201", month2)).isEqualTo(second);
        long again = WIDE.read("20250201", month2 + "\n");
        assertThat(again).isNotEqualTo(second);
        assertThat(counts(again)).isEqualTo("APPLIED: 新增 0, 变更 0, 取消 0");

        // a file with one blank ID: rejected, no cancel
        long blank = WIDE.read("20250228", person(A, "特困人员") + person(C, "城市低保").replace(number(C), ""));
        assertThat(WIDE.of(blank, "state || ' ' || split_part(reason, ' ', 1)")).isEqualTo("REFUSED BLANK_KEY");
        assertThat(WIDE.facts()).isEqualTo(Map.of(number(A), "特困人员", number(C), "低保对象"));

        // month 3 {B 特困}: B 变更, and A, C 取消, allowed only below the breaker or by approval
        long third = WIDE.read("20250301", person(B, "特困人员"));
        assertThat(counts(third)).isEqualTo("HELD: 新增 0, 变更 1, 取消 2");
        assertThat(WIDE.facts()).isEqualTo(Map.of(number(A), "特困人员", number(C), "低保对象"));
        WIDE.approve(third);
        WIDE.readAll();
        assertThat(counts(third)).isEqualTo("APPLIED: 新增 0, 变更 1, 取消 2");
        assertThat(WIDE.facts()).isEqualTo(Map.of(number(B), "特困人员"));
    }

    private static String counts(long batch) {
        return WIDE.of(batch, "state || ': 新增 ' || added || ', 变更 ' || changed || ', 取消 ' || withdrawn");
    }

    @Test
    void an_empty_file_withdraws_nobody() {
        WORLD.read("20250101", list(0, 40));
        long empty = WORLD.storeBytes("20250201", new byte[0]);
        long blank = WORLD.storeBytes("20250202", "\n\n   \n".getBytes(StandardCharsets.US_ASCII));
        WORLD.readAll();
        assertThat(WORLD.of(empty, "state")).isEqualTo("REFUSED");
        assertThat(WORLD.of(blank, "state")).isEqualTo("REFUSED");
        assertThat(WORLD.facts()).hasSize(40);
    }

    @Test
    void a_header_without_rows_withdraws_nobody_even_where_no_row_is_required() {
        WORLD.read("20250101", list(0, 40));
        assertThat(WORLD.of(WORLD.read("20250201", ""), "state || ' ' || split_part(reason, ' ', 1)"))
                .isEqualTo("REFUSED TOO_FEW_ROWS");
        assertThat(WORLD.facts()).hasSize(40);
        LOOSE.read("20250101", list(0, 40));
        long none = LOOSE.read("20250201", "");
        assertThat(LOOSE.of(none, "state || withdrawn")).isEqualTo("APPLIED0");
        assertThat(LOOSE.facts()).hasSize(40);
    }

    @Test
    void a_list_cut_off_by_much_is_held() {
        WORLD.read("20250101", list(0, 40));
        long half = WORLD.read("20250201", list(0, 20));
        assertThat(WORLD.of(half, "state")).isEqualTo("HELD");
        assertThat(WORLD.facts()).hasSize(40);
    }

    /** Below the breaker a list that ends in the middle of a row is still no list. */
    @Test
    void a_list_that_ends_in_the_middle_of_a_row_withdraws_nobody_wherever_it_is_cut() {
        WORLD.read("20250101", list(0, 40));
        byte[] whole = (BatchWorld.HEADER + list(0, 40)).getBytes(Charset.forName("GB18030"));
        byte[] row = person(39, "城市低保").getBytes(Charset.forName("GB18030"));
        int day = 1;
        for (int cut = row.length - 20; cut >= 1; cut -= 4) {
            byte[] cutOff = Arrays.copyOf(whole, whole.length - row.length + row.length - cut);
            long batch = WORLD.storeBytes("202502" + String.format("%02d", day++), cutOff);
            WORLD.readAll();
            assertThat(WORLD.of(batch, "coalesce(withdrawn, 0)"))
                    .as("cut %d bytes", cut)
                    .isEqualTo("0");
        }
        byte[] last = Arrays.copyOf(whole, whole.length - 2 * row.length + 25);
        long batch = WORLD.storeBytes("20250301", last);
        WORLD.readAll();
        assertThat(WORLD.of(batch, "state || held_withdrawals || hold")).isEqualTo("APPLIED1OPEN");
        assertThat(WORLD.facts()).hasSize(40);
    }
}
