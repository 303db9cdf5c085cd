package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.sim.district.Defect;
import canbao.sim.district.District;
import canbao.sim.district.ListVersion;
import canbao.sim.district.Moment;
import canbao.sim.district.School;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the agencies of the demo send is what the contracts agreed on. */
class SimulatedAgenciesTest {
    private static final District DISTRICT = District.of(7);
    private static final Map<Defect, String> RULES = new EnumMap<>(Map.ofEntries(
            Map.entry(Defect.BAD_CHECK_DIGIT, "CERTIFICATE_CHECK_DIGIT"),
            Map.entry(Defect.WRONG_LENGTH, "CERTIFICATE_FORMAT"),
            Map.entry(Defect.IMPOSSIBLE_BIRTH, "CERTIFICATE_DATE"),
            Map.entry(Defect.SCIENTIFIC_NOTATION, "CERTIFICATE_SCIENTIFIC"),
            Map.entry(Defect.BLANK_NAME, "REQUIRED"),
            Map.entry(Defect.UNKNOWN_CATEGORY, "UNKNOWN_CODE"),
            Map.entry(Defect.BAD_MONTH, "DATE_FORMAT"),
            Map.entry(Defect.BAD_PHONE, "PHONE_FORMAT"),
            Map.entry(Defect.LONG_NAME, "TOO_LONG"),
            Map.entry(Defect.CONTROL_CHARACTER, "CONTROL_CHARACTER"),
            Map.entry(Defect.FIELD_COUNT, "FIELD_COUNT")));

    @ParameterizedTest
    @EnumSource(names = {"MONTH1_FIRST", "MONTH1_CORRECTED", "MONTH1_AGAIN"})
    void a_good_hardship_list_is_read_whole(ListVersion version) {
        Feeds.Read read = hardship(version);
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).isNotEmpty().allMatch(Claim.class::isInstance);
    }

    @Test
    void every_planted_defect_is_rejected_at_its_line_and_protects_its_key_where_it_can() {
        Feeds.Read read = hardship(ListVersion.MONTH2_DEFECTIVE);
        assertThat(read.refusal()).isEmpty();
        DISTRICT.plan().month2().defects().forEach((defect, line) -> {
            if (defect != Defect.DUPLICATE_KEY) {
                assertThat(read.rows())
                        .filteredOn(row -> row.line() == line)
                        .singleElement()
                        .isInstanceOfSatisfying(Rejection.class, rejection -> {
                            assertThat(rejection.rule()).isEqualTo(RULES.get(defect));
                            assertThat(rejection.rowKey() == null).isEqualTo(defect.keyUnreadable());
                        });
            }
        });
    }

    @Test
    void an_honest_month_withdraws_less_and_a_truncated_list_more_than_the_contract_lets_pass() {
        double share = Feeds.contract("civil-affairs/hardship").limits().maxWithdrawShare();
        int before = hardship(ListVersion.MONTH1_AGAIN).rows().size();
        assertThat(DISTRICT.plan().month2().withdrawn()).isLessThan((int) (share * before));
        assertThat(before - hardship(ListVersion.MONTH2_TRUNCATED).rows().size())
                .isGreaterThan((int) (share * before));
    }

    @Test
    void a_blank_certificate_refuses_the_list() {
        assertThat(hardship(ListVersion.MONTH2_BLANK_CERTIFICATE).refusedBy()).isEqualTo("BLANK_KEY");
    }

    @Test
    void every_school_is_read_whole_into_its_own_scope() {
        Contract roster = Feeds.contract("education/roster");
        for (School school : DISTRICT.schools()) {
            Feeds.Read read = Feeds.read(roster, DISTRICT.rosterXlsx(school));
            assertThat(read.refusal()).isEmpty();
            assertThat(read.rows())
                    .isNotEmpty()
                    .allMatch(row -> row instanceof Claim claim && claim.scope().equals(school.code()));
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void every_event_and_payment_is_read(Moment moment) {
        allRead("police/population", DISTRICT.policeEvents(moment));
        allRead("tax/payments", DISTRICT.payments(moment));
        allRead("insurer/coverage", DISTRICT.coverage());
    }

    private static void allRead(String feed, List<String> lines) {
        if (!lines.isEmpty()) {
            Feeds.Read read = Feeds.read(Feeds.contract(feed), String.join("\n", lines));
            assertThat(read.refusal()).isEmpty();
            assertThat(read.rows()).hasSameSizeAs(lines).allMatch(Claim.class::isInstance);
        }
    }

    private static Feeds.Read hardship(ListVersion version) {
        return Feeds.read(Feeds.contract("civil-affairs/hardship"), DISTRICT.hardshipCsv(version));
    }
}
