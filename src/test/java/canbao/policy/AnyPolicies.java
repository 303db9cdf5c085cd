package canbao.policy;

import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Fen;
import canbao.model.Premium;
import canbao.policy.terms.Category;
import canbao.policy.terms.Freshmen;
import canbao.policy.terms.Funds;
import canbao.policy.terms.PersonClass;
import canbao.policy.terms.Span;
import canbao.policy.terms.Subsidy;
import canbao.policy.terms.Supplement;
import canbao.policy.terms.Tariff;
import canbao.policy.terms.Treatment;
import canbao.policy.terms.Waiting;
import canbao.policy.terms.When;
import canbao.policy.terms.When.Study;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** Invented policies over all mechanisms, and lives in which each of them can matter. */
final class AnyPolicies {
    static final LocalDate FIRST = LocalDate.of(2024, 6, 1);
    private static final int TWO_YEARS = 730;
    private static final List<String> CATEGORIES = List.of("特困人员", "低保对象", "监测对象", "重度残疾", "低收入老人");

    private AnyPolicies() {}

    static Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, TWO_YEARS).map(FIRST::plusDays);
    }

    static Arbitrary<Policy> policies() {
        return Arbitraries.longs().map(seed -> policy(new Random(seed)));
    }

    static Arbitrary<Fact> fact() {
        return Arbitraries.longs().map(seed -> fact(new Random(seed)));
    }

    private static Policy policy(Random random) {
        List<Tariff> tariffs = tariffs(random);
        List<PersonClass> classes = tariffs.getFirst().personClass() == null
                ? List.of()
                : List.of(
                        new PersonClass("学生", new When(0, 17, false, List.of(), false, false, Study.PUPIL)),
                        new PersonClass("居民", When.ALWAYS));
        return new Policy(
                "330302",
                2025,
                "330302-2025/9",
                "invented",
                new Policy.Levy(
                        new Span(LocalDate.of(2024, 9, 15), LocalDate.of(2024, 12, 31)),
                        LocalDate.of(2025, 2, 28),
                        pick(random, Policy.Levy.Late.values())),
                random.nextBoolean()
                        ? new Span(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31))
                        : new Span(LocalDate.of(2024, 9, 1), LocalDate.of(2025, 8, 31)),
                tariffs,
                classes,
                categories(random),
                new Policy.Limits(90, random.nextBoolean(), 18, "310"),
                treatment(random),
                waiting(random),
                random.nextBoolean() ? Funds.UNSAID : funds(random),
                supplements(random),
                freshmen(random));
    }

    private static @Nullable Freshmen freshmen(Random random) {
        return random.nextBoolean()
                ? null
                : new Freshmen(LocalDate.of(2024, 7, 1), pick(random, Freshmen.Residence.values()));
    }

    private static List<Tariff> tariffs(Random random) {
        if (random.nextBoolean()) {
            return List.of(new Tariff(null, null, premium(40_000)));
        }
        return List.of(
                new Tariff("居民", "一档", premium(40_000)),
                new Tariff("居民", "二档", premium(77_500)),
                new Tariff("学生", "一档", premium(36_000)));
    }

    private static Premium premium(long personal) {
        return new Premium(new Fen(personal), Fen.ZERO, new Fen(67_000));
    }

    private static List<Category> categories(Random random) {
        List<Category> categories = new ArrayList<>();
        for (String code : CATEGORIES) {
            When when = switch (code) {
                case "监测对象" -> new When(0, When.AGE_MAX, false, List.of(), true, false, Study.ANY);
                case "重度残疾" -> new When(0, When.AGE_MAX, false, List.of("一级", "二级"), false, false, Study.ANY);
                case "低收入老人" -> new When(60, When.AGE_MAX, random.nextBoolean(), List.of(), false, true, Study.ANY);
                default -> When.ALWAYS;
            };
            categories.add(new Category(
                    code,
                    1 + random.nextInt(4),
                    subsidy(random),
                    random.nextBoolean() ? Map.of() : Map.of("二档", subsidy(random)),
                    Category.MinorGroup.OTHER,
                    false,
                    when,
                    code.equals("低收入老人") ? Map.of("*", List.of("低收入", "低保对象")) : Map.of(),
                    null));
        }
        return categories;
    }

    private static Subsidy subsidy(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Subsidy.Full();
            case 1 -> new Subsidy.Fixed(new Fen(1 + random.nextInt(36_000)));
            case 2 ->
                new Subsidy.Ratio(
                        BigDecimal.valueOf(1 + random.nextInt(100)),
                        new Fen(random.nextInt(20_000)),
                        pick(random, 1L, 10L, 100L),
                        pick(random, RoundingMode.UP, RoundingMode.DOWN, RoundingMode.HALF_UP));
            default -> new Subsidy.PersonalFixed(new Fen(random.nextInt(36_000)));
        };
    }

    private static Treatment treatment(Random random) {
        return new Treatment(
                pick(random, LocalDate.MAX, LocalDate.of(2025, 3, 31)),
                pick(random, Treatment.Added.values()),
                pick(random, Treatment.Exit.values()),
                pick(random, Treatment.AfterPayment.values()),
                pick(random, Treatment.PaidBefore.values()),
                pick(random, Treatment.Elsewhere.values()));
    }

    private static Waiting waiting(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Waiting.NONE;
            case 1 -> new Waiting(3, 1, 4, 6, 3, Set.of(Waiting.Exempt.values()));
            default -> new Waiting(3, 1, 4, 6, 2, Set.of());
        };
    }

    private static Funds funds(Random random) {
        int share = 1 + random.nextInt(99);
        return new Funds(
                List.of(
                        new Funds.Share("省财政", BigDecimal.valueOf(share)),
                        new Funds.Share("区财政", BigDecimal.valueOf(100 - share))),
                "区财政");
    }

    private static List<Supplement> supplements(Random random) {
        return random.nextBoolean()
                ? List.of()
                : List.of(
                        new Supplement(410, "长护", List.of(), premium(0), new Subsidy.Full(), false),
                        new Supplement(
                                9101,
                                "补充",
                                List.of("特困人员", "低保对象"),
                                premium(15_000),
                                subsidy(random),
                                random.nextBoolean()));
    }

    private static Fact fact(Random random) {
        Map<String, String> said = new TreeMap<>();
        maybe(random, said, "birth", "1950-05-05", "1964-09-30", "2006-01-02", "2015-02-28", "2025-03-03");
        FactKind kind = pick(random, FactKind.values());
        switch (kind) {
            case HARDSHIP -> hardship(random, said);
            case PUPIL -> {
                maybe(random, said, "hukou", "330302", "420100");
                maybe(random, said, "stage", "大学");
                maybe(random, said, "entered", "2024-08", "2023-09");
            }
            case LIFE_EVENT -> {
                said.put("event", pick(random, "BIRTH", "DEATH", "MOVE_IN", "MOVE_OUT"));
                said.put("date", day(random));
            }
            case COVERAGE -> coverage(random, said);
            case PAYMENT -> payment(random, said);
            case ANSWER, VISIT -> said.put("result", "OK");
            case COST, APPROPRIATION -> said.put("amount", "3000000");
            case UNPAID_REASON -> {
                said.put("reason", pick(random, "REFUSED", "PRISON", "别的"));
                maybe(random, said, "since", day(random), "");
                maybe(random, said, "until", day(random), day(random).substring(0, 7), "");
            }
            case REGISTER -> maybe(random, said, "area", "330302001", "420100");
        }
        return new Fact(
                kind,
                FeedId.of(pick(random, "one/list", "two/list")),
                "",
                said,
                Instant.EPOCH.plusSeconds(random.nextInt(3)),
                7,
                1 + random.nextInt(1_000_000),
                pick(random, 10, Fact.ORDINARY, Fact.ORDINARY));
    }

    private static void hardship(Random random, Map<String, String> said) {
        said.put("category", pick(random, "特困人员", "低保对象", "监测对象", "重度残疾", "低收入", "别的"));
        said.put("begin", random.nextInt(4) == 0 ? "" : day(random).substring(0, 7));
        said.put("end", random.nextBoolean() ? "" : day(random));
        maybe(random, said, "identified", day(random), "");
        maybe(random, said, "cleared", "true", "false");
        maybe(random, said, "disability", "一级", "二级", "三级");
        maybe(random, said, "area", "330302001", "420100");
    }

    private static void coverage(Random random, Map<String, String> said) {
        said.put("insutype", pick(random, "310", "390", "410"));
        said.put("area", pick(random, "330302", "420100"));
        said.put("begin", pick(random, "2018-01-01", "2022-01-01", day(random)));
        said.put("end", pick(random, "2019-12-31", "2022-12-31", day(random), ""));
        maybe(random, said, "tier", "一档", "二档");
    }

    private static void payment(Random random, Map<String, String> said) {
        said.put(
                "event", pick(random, "PAID", "PAID", "PAID", "REFUNDED", "REVERSED", "DEBIT_PLANNED", "DEBIT_FAILED"));
        maybe(random, said, "id", "Z-1", "Z-2");
        maybe(random, said, "treasury", day(random), "");
        said.put("year", pick(random, "2023", "2024", "2025", "2025", "2025"));
        said.put("amount", String.valueOf(pick(random, 4_000, 12_000, 36_000, 40_000, 77_500)));
        said.put("date", random.nextInt(5) == 0 ? "" : day(random));
        maybe(random, said, "tier", "一档", "二档");
    }

    private static void maybe(Random random, Map<String, String> said, String name, String... values) {
        if (random.nextBoolean()) {
            said.put(name, pick(random, values));
        }
    }

    private static String day(Random random) {
        return FIRST.plusDays(random.nextInt(TWO_YEARS)).toString();
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
