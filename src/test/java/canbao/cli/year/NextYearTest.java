package canbao.cli.year;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NextYearTest {
    @Test
    void e27_dates_move_the_last_of_february_stays_and_what_to_check_is_marked() {
        String next = NextYear.of("""
                # since 2024-01-01
                coverageYear: 2025
                version: 4
                document: 2025年度指南
                levy: {from: 2026-09-15, to: "2026-12-31", extensionTo: 2027-02-28}
                birth: 2024-06
                code: 1234-56-7890
                premium: 660.00 # as of 2024-05-05
                """, "330302-2025", 2025, 2026);
        assertThat(next.lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "coverageYear: 2026",
                        "version: 1",
                        "document: 2025年度指南  # 待核对：仍是 2025 年度的文件 / still the notice of 2025",
                        "levy: {from: 2027-09-15, to: \"2027-12-31\", extensionTo: 2028-02-29}  # 待核对 / check",
                        "birth: 2025-06  # 待核对 / check",
                        "code: 1234-56-7890",
                        "premium: 660.00 # as of 2024-05-05");
        assertThat(next).startsWith("# 草稿").contains("# since 2024-01-01", "Check before use");
    }

    @Test
    void the_bar_says_how_fast_and_how_long_still() {
        Following following = new Following(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        JsonObject status =
                new JsonObject().put("id", 3).put("state", "RUNNING").put("expected", 100_000);
        following.bar(status.put("people", 0), 0);
        assertThat(following.bar(status.put("people", 25_000), 1_000_000_000L))
                .contains("25%", "25,000/100,000", "25,000 人/s", "00:03");
    }
}
