package canbao.sim.district;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.ContractCatalogue;
import canbao.feed.read.FeedReader;
import canbao.identity.CertificateKeys;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.model.batch.Claim;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The plan's differences between two lists are those that the hub's reader sees, whatever the spelling. */
class DistrictContractsTest {
    private static final District DISTRICT = District.of(11);
    private static final ContractCatalogue CONTRACTS = contracts();

    private record Reading(Map<UUID, Claim> claims, List<Rejection> rejections) {}

    @Test
    void november_s_lists_are_read_without_a_rejection() {
        Reading first = hardship(ListVersion.MONTH1_FIRST);
        Reading corrected = hardship(ListVersion.MONTH1_CORRECTED);
        assertThat(first.rejections()).isEmpty();
        assertThat(first.claims()).hasSize(DISTRICT.plan().month1().listed());
        assertThat(corrected.claims().keySet()).isEqualTo(first.claims().keySet());
        assertThat(differing(first, corrected)).as("the corrected name").hasSize(1);
    }

    @Test
    void december_s_list_differs_from_november_s_by_what_the_generator_planned() {
        Reading before = hardship(ListVersion.MONTH1_CORRECTED);
        Reading after = hardship(ListVersion.MONTH2);
        Set<UUID> readable = new HashSet<>(after.claims().keySet());
        after.rejections().forEach(rejection -> readable.add(rejection.rowKey()));
        Plan.MonthTwo planned = DISTRICT.plan().month2();
        assertThat(after.rejections())
                .singleElement()
                .satisfies(typo -> assertThat(typo.field()).isEqualTo("category"));
        assertThat(after.claims().keySet().stream()
                        .filter(key -> !before.claims().containsKey(key)))
                .hasSize(planned.added());
        assertThat(before.claims().keySet().stream().filter(key -> !readable.contains(key)))
                .hasSize(planned.withdrawn());
        assertThat(differing(before, after)).hasSize(planned.changed());
        assertThat(after.claims()).hasSize(planned.added() + planned.changed() + planned.unchanged());
    }

    private static List<UUID> differing(Reading one, Reading other) {
        return other.claims().values().stream()
                .filter(claim -> {
                    Claim was = one.claims().get(claim.rowKey());
                    return was != null && was.contentHash() != claim.contentHash();
                })
                .map(Claim::rowKey)
                .toList();
    }

    private static Reading hardship(ListVersion version) {
        Map<UUID, Claim> claims = new HashMap<>();
        List<Rejection> rejections = new ArrayList<>();
        FeedReader reader = new FeedReader(
                CONTRACTS.of(FeedId.of("civil-affairs/hardship")),
                new CertificateKeys(new byte[32]),
                java.time.LocalDate.EPOCH);
        Optional<Refusal> refusal =
                reader.read(new ByteArrayInputStream(DISTRICT.hardshipCsv(version)), (RowResult row) -> {
                    switch (row) {
                        case Claim claim -> claims.put(claim.rowKey(), claim);
                        case Rejection rejection -> rejections.add(rejection);
                    }
                });
        assertThat(refusal).isEmpty();
        return new Reading(claims, rejections);
    }

    private static ContractCatalogue contracts() {
        Problems problems = new Problems();
        ContractCatalogue catalogue = ContractCatalogue.load(Path.of("config"), problems);
        problems.throwIfAny();
        return catalogue;
    }
}
