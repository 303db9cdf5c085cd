package canbao.sim.district.life;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.ContractCatalogue;
import canbao.feed.read.FeedReader;
import canbao.identity.CertificateKeys;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import canbao.sim.district.District;
import canbao.sim.district.ListVersion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the agencies say of the people of the last chapter keeps their contracts, and these people are nobody else. */
class LifeTest {
    private static final District DISTRICT = District.of(3);
    private static final Life LIFE = Life.of(DISTRICT);
    private static final ContractCatalogue CONTRACTS = contracts();

    @Test
    void every_line_of_every_turn_keeps_its_contract() {
        for (Turn turn : Turn.values()) {
            assertThat(claims("police/population", LIFE.police(turn))).hasSameSizeAs(LIFE.police(turn));
            assertThat(claims("tax/payments", LIFE.payments(turn))).hasSameSizeAs(LIFE.payments(turn));
            assertThat(claims("insurer/coverage", LIFE.coverage(turn))).hasSameSizeAs(LIFE.coverage(turn));
        }
        assertThat(claims("insurer/costs", LIFE.costs())).hasSize(1);
    }

    @Test
    void every_list_keeps_its_contract() {
        assertThat(claims("civil-affairs/register", LIFE.registerCsv())).hasSize(1);
        assertThat(claims("health/deaths", LIFE.deathsCsv())).hasSize(1);
        assertThat(claims("township/reasons", LIFE.reasonsCsv())).hasSize(1);
        assertThat(claims("insurer/insured", LIFE.insuredLines())).hasSize(1);
        assertThat(claims("education/students", LIFE.studentsXlsx(Turn.ARRIVALS)))
                .hasSize(3);
        assertThat(claims("education/students", LIFE.studentsXlsx(Turn.NEW_YEAR)))
                .hasSize(4)
                .filteredOn(pupil -> pupil.attributes().contains("\"orphan\":\"true\""))
                .hasSize(1);
    }

    @Test
    void civil_affairs_list_is_december_s_without_mistakes_and_the_poor_of_the_chapter() {
        int december = claims("civil-affairs/hardship", DISTRICT.hardshipCsv(List.of()))
                .size();
        assertThat(december).isEqualTo(11_825 + 137 - 64);
        assertThat(claims("civil-affairs/hardship", LIFE.hardshipCsv(Turn.STATUSES)))
                .hasSize(december + 4);
        assertThat(claims("civil-affairs/hardship", LIFE.hardshipCsv(Turn.MARCH)))
                .hasSize(december + 7);
    }

    @Test
    void the_people_are_in_nobody_s_published_figures_and_leave_the_others_as_they_were() {
        assertThat(DISTRICT.trueNames().keySet()).doesNotContainAnyElementsOf(LIFE.certificates());
        District other = District.of(3);
        assertThat(other.hardshipCsv(ListVersion.MONTH1_FIRST))
                .isEqualTo(DISTRICT.hardshipCsv(ListVersion.MONTH1_FIRST));
        assertThat(Life.of(other).certificates()).isEqualTo(LIFE.certificates());
        assertThat(LIFE.certificates()).hasSize(Role.values().length + 1);
    }

    private static List<Claim> claims(String feed, List<String> lines) {
        return claims(feed, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Claim> claims(String feed, byte[] bytes) {
        List<Claim> claims = new ArrayList<>();
        FeedReader reader = new FeedReader(
                CONTRACTS.of(FeedId.of(feed)), new CertificateKeys(new byte[32]), LocalDate.of(2025, 3, 3));
        if (bytes.length == 0) {
            return claims;
        }
        assertThat(reader.read(new ByteArrayInputStream(bytes), (RowResult row) -> {
                    switch (row) {
                        case Claim claim -> claims.add(claim);
                        case Rejection rejection ->
                            throw new AssertionError(feed + " " + rejection.rule() + " in " + rejection.field());
                    }
                }))
                .isEmpty();
        return claims;
    }

    private static ContractCatalogue contracts() {
        Problems problems = new Problems();
        ContractCatalogue catalogue = ContractCatalogue.load(Path.of("config"), problems);
        problems.throwIfAny();
        return catalogue;
    }
}
