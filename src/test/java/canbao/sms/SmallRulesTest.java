package canbao.sms;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.sms.gateway.OptOut;
import canbao.sms.gateway.ReceiptMeaning;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallRulesTest {
    @ParameterizedTest
    @CsvSource({"R,true", "Ｒ,true", "td,true", "退订,true", "' T ',true", "好的,false", "Robert,false"})
    void a_refusal_is_understood_in_either_width_and_case(String reply, boolean refused) {
        assertThat(OptOut.in(reply)).isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD,DELIVERED",
        "delivrd,DELIVERED",
        "ACCEPTD,OPEN",
        "UNKNOWN,OPEN",
        "EXPIRED,FAILED",
        "MI:0010,FAILED"
    })
    void a_report_is_final_or_open(String stat, ReceiptMeaning meaning) {
        assertThat(ReceiptMeaning.of(stat)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({"2024-11-15T00:00:00Z,2024-11-15T14:00:00Z", "2024-11-15T13:59:00Z,2024-11-15T14:00:00Z"})
    void the_gateway_must_give_up_before_the_night(Instant now, Instant until) {
        assertThat(SendingRules.DEFAULT.validUntil(now)).isEqualTo(until);
    }

    @Test
    void a_sliding_second_never_holds_more_than_its_pace() {
        AtomicLong now = new AtomicLong();
        Pace pace = new Pace(10, now::get);
        pace.use(6);
        now.addAndGet(500_000_000);
        pace.use(4);
        assertThat(pace.room()).isZero();
        now.addAndGet(600_000_000);
        assertThat(pace.room()).isEqualTo(6);
        now.addAndGet(600_000_000);
        assertThat(pace.room()).isEqualTo(10);
    }
}
