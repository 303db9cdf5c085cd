package canbao.fund;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final String CITY = "中央和市级财政";
    private static final LocalDate DUE = LocalDate.of(2024, 12, 20);

    @Test
    void e22_money_that_names_no_claim_pays_the_oldest_first_and_what_is_taken_back_pays_too() {
        FundClaim old = approved(1, 1_000);
        FundClaim young = approved(2, 500);
        FundClaim back = approved(3, -300);
        List<FundClaim> claims = List.of(young, back, old);
        Allocation first = Allocation.of(claims, List.of(paid("V1", null, 600)));
        assertThat(first.received(1)).isEqualTo(900);
        assertThat(first.gap(old)).isEqualTo(100);
        assertThat(first.gap(young)).isEqualTo(500);
        assertThat(first.gap(back)).isZero();
        Allocation named = Allocation.of(claims, List.of(paid("V1", 2L, 700), paid("V2", 9L, 50)));
        assertThat(named.gap(young)).isZero();
        assertThat(named.received(1))
                .as("200 beyond what it names, 300 taken back")
                .isEqualTo(500);
        assertThat(named.unplaced()).extracting(Appropriation::voucher).containsExactly("V2");
        assertThat(Allocation.of(claims, List.of(paid("V1", null, 1_300))).surplus())
                .isEqualTo(Map.of(CITY, 100L));
    }

    private static FundClaim approved(long number, long fen) {
        Instant at = Instant.EPOCH;
        return new FundClaim(
                number, "500116", 2025, CITY, DUE, FundClaim.State.APPROVED, 1, fen, "", "a", at, "b", at, "");
    }

    private static Appropriation paid(String voucher, @Nullable Long claim, long fen) {
        return new Appropriation(voucher, claim, CITY, fen, LocalDate.of(2024, 12, 1), "f@1:1");
    }
}
