package canbao.policy.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problems;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.policy.Policy;
import canbao.policy.whatif.Difference.Kind;
import canbao.policy.whatif.Totals.Counts;
import canbao.policy.whatif.Totals.Line;
import canbao.policy.whatif.Totals.Money;
import canbao.policy.whatif.Totals.OfProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A supplement that is in force for 特困人员 becomes one for 低保对象, and long-term care is added. */
class WhatIfTest {
    private static final LocalDate ON = LocalDate.parse("2024-11-15");
    private static final Policy NOW = policy(1, """
            products:
              - {product: 9301, name: 商业补充, paidFor: [特困人员], premium: {personal: 150.00, fiscal: 0.00, total: 150.00}, subsidy: full}
            """);
    private static final Policy DRAFT = policy(2, """
            products:
              - {product: 410, name: 长期护理保险, follows: 390}
              - {product: 9301, name: 商业补充, paidFor: [低保对象], premium: {personal: 100.00, fiscal: 0.00, total: 100.00}, subsidy: full}
            """);

    private final Tally tally = new Tally();

    @Test
    void gain_loss_and_cost_are_given_for_each_product_by_category_and_town() {
        compare(1, "330302001", "特困人员");
        compare(2, "330302001", "低保对象");
        compare(3, "330302002", "低保对象");
        compare(4, "330302002", "");
        Totals totals = tally.totals();
        assertThat(totals.people()).isEqualTo(new Counts(4, 0, 0, 2, 1, 0, 1));
        assertThat(totals.changeFen()).isEqualTo(2 * 100_00 - 150_00);
        assertThat(totals.products()).extracting(OfProduct::product).containsExactly(390, 410, 9301);
        assertThat(totals.products().stream().mapToLong(OfProduct::changeFen).sum())
                .isEqualTo(totals.changeFen());
        OfProduct resident = totals.products().get(0);
        assertThat(resident.people()).isEqualTo(new Counts(4, 0, 0, 0, 0, 0, 4));
        assertThat(resident.before()).isEqualTo(resident.after()).isEqualTo(new Money(1980_00, 0, 3 * 1320_00));
        OfProduct care = totals.products().get(1);
        assertThat(care.people()).as("it follows at no cost").isEqualTo(new Counts(3, 0, 0, 0, 0, 3, 0));
        OfProduct supplement = totals.products().get(2);
        assertThat(supplement.people()).isEqualTo(new Counts(3, 2, 1, 0, 0, 0, 0));
        assertThat(supplement.before()).isEqualTo(new Money(150_00, 0, 0));
        assertThat(supplement.after()).isEqualTo(new Money(200_00, 0, 0));
        assertThat(supplement.categories())
                .containsExactly(
                        new Line("低保对象", 2, 0, 0, 0, 0, 0, 2, 0, 200_00, 200_00),
                        new Line("特困人员", 0, 1, 0, 0, 0, 1, 0, 150_00, 0, -150_00));
        assertThat(supplement.towns())
                .containsExactly(
                        new Line("330302001", 1, 1, 0, 0, 0, 1, 1, 150_00, 100_00, -50_00),
                        new Line("330302002", 1, 0, 0, 0, 0, 0, 1, 0, 100_00, 100_00));
    }

    @Test
    void whoever_stays_as_he_is_under_each_product_stays_the_same() {
        assertThat(WhatIf.compare(person(1, "330302001", "特困人员"), NOW, NOW, ON).kind())
                .isEqualTo(Kind.SAME);
        Difference other = WhatIf.compare(person(1, "330302001", "孤儿"), NOW, DRAFT, ON);
        assertThat(other.kind()).as("long-term care is new for him").isEqualTo(Kind.OTHER);
        assertThat(other.products())
                .extracting(of -> of.product() + " " + of.kind())
                .containsExactly("390 SAME", "410 OTHER");
    }

    private void compare(int n, String area, String category) {
        tally.add(WhatIf.compare(person(n, area, category), NOW, DRAFT, ON));
    }

    private static PersonFacts person(int n, String area, String category) {
        Fact register = fact(FactKind.REGISTER, "security/register", Map.of("area", area));
        Fact hardship =
                fact(FactKind.HARDSHIP, "civil-affairs/hardship", Map.of("category", category, "begin", "2024-01"));
        return new PersonFacts(
                new PersonKey(new UUID(0, n)), 1, category.isEmpty() ? List.of(register) : List.of(register, hardship));
    }

    private static Fact fact(FactKind kind, String feed, Map<String, String> says) {
        return new Fact(kind, FeedId.of(feed), "", says, Instant.EPOCH, 1, 1, Fact.ORDINARY);
    }

    private static Policy policy(int number, String products) {
        try {
            Problems problems = new Problems();
            String text = Files.readString(Path.of("config/policies/330302-2025.yaml"))
                    .replace("\nversion: 1\n", "\nversion: " + number + "\n");
            Policy policy = Policy.draft(text + products, "policy", problems);
            problems.throwIfAny();
            return policy;
        } catch (IOException e) {
            throw new AssertionError("the policy is not readable", e);
        }
    }
}
