package canbao.feed.offer;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ControlTerms;
import canbao.feed.contract.Household;
import canbao.feed.contract.RowRule;
import canbao.feed.contract.RowRule.Check;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.format.Format;
import canbao.feed.read.FeedReader;
import canbao.identity.CertificateKeys;
import canbao.model.FactKind;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Draws rows of made-up people until the contract's own reader takes them. The same for the same randomness. */
final class SampleRows {
    private static final int TRIES = 2_000;
    private static final double BLANK = 0.4;
    private static final CertificateKeys KEYS =
            new CertificateKeys("samples of nobody".getBytes(StandardCharsets.UTF_8));

    private final Contract contract;
    private final SampleShape shape;
    private final FeedReader judge;
    private final ValueSample values;
    private final LocalDate today;
    private final RandomGenerator random;
    private final Set<UUID> taken = new HashSet<>();

    SampleRows(SampleShape shape, LocalDate today, RandomGenerator random) {
        this.contract = shape.contract;
        this.shape = shape;
        this.today = today;
        this.random = random;
        this.values = new ValueSample(today, random);
        this.judge = new FeedReader(lenient(contract), KEYS, today);
    }

    /** That many rows, the first as full as it may be. Throws {@link IllegalStateException} when the contract lets none pass. */
    List<SampleRow> draw(int count) {
        List<SampleRow> rows = new ArrayList<>();
        while (rows.size() < count) {
            rows.add(next(rows.isEmpty()));
        }
        return rows;
    }

    private SampleRow next(boolean full) {
        Map<String, Integer> reasons = new TreeMap<>();
        for (int tries = 0; tries < TRIES; tries++) {
            // a full row may break a rule that asks for blanks
            SampleRow row = candidate(full && tries < TRIES / 4 ? 0 : BLANK);
            List<RowResult> results = new ArrayList<>();
            byte[] json = SampleJson.line(shape, row).getBytes(StandardCharsets.UTF_8);
            boolean read =
                    judge.read(new ByteArrayInputStream(json), results::add).isEmpty();
            if (read && !results.isEmpty() && results.stream().allMatch(this::isNew)) {
                results.forEach(result -> taken.add(((Claim) result).rowKey()));
                return row;
            }
            results.forEach(result -> reasons.merge(reason(result), 1, Integer::sum));
        }
        throw new IllegalStateException(
                "no sample row passes the contract " + contract.feed() + ", of " + TRIES + " tries these failed: "
                        + reasons + "; loosen the rule, or give the column a pattern that can be drawn");
    }

    private static String reason(RowResult result) {
        return result instanceof Rejection rejection
                ? rejection.field() + " " + rejection.rule()
                : "a key that came before";
    }

    private boolean isNew(RowResult result) {
        return result instanceof Claim claim && !taken.contains(claim.rowKey());
    }

    private SampleRow candidate(double blank) {
        Person person = person();
        Map<String, String> row = new LinkedHashMap<>();
        shape.headers.forEach((header, columns) -> row.put(header, value(columns, person, blank)));
        contract.checks().rules().stream().map(RowRule::check).forEach(check -> {
            if (check instanceof Check.SumsTo sum) {
                row.put(header(sum.total()), total(sum, row));
            }
        });
        List<Map<String, String>> members = members();
        Household household = contract.checks().household();
        if (household != null && household.count() != null) {
            int heads = household.head().isEmpty() ? 0 : 1;
            row.put(header(household.count()), String.valueOf(members.size() + heads));
        }
        return new SampleRow(row, members);
    }

    private List<Map<String, String>> members() {
        List<Map<String, String>> members = new ArrayList<>();
        int count = shape.places() == 0 ? 0 : 1 + random.nextInt(shape.places());
        for (int i = 0; i < count; i++) {
            Person person = person();
            Map<String, String> member = new LinkedHashMap<>();
            for (Column column : shape.members) {
                member.put(column.name(), values.of(column, person));
            }
            members.add(member);
        }
        return members;
    }

    /** One sent value that gives all of its columns their values. */
    private String value(List<Column> columns, Person person, double blank) {
        boolean required = columns.stream().anyMatch(column -> column.use().required());
        boolean unusual = columns.getFirst().type() == ColumnType.BIRTH_CERTIFICATE;
        if (!required && (unusual || random.nextDouble() < blank)) {
            return "";
        }
        List<Column> parts = columns.stream()
                .filter(column -> column.checks().part() instanceof Column.Part.Characters)
                .toList();
        List<Column> whole =
                columns.stream().filter(column -> !parts.contains(column)).toList();
        Person of = columns.getFirst().use().person() ? person : person();
        StringBuilder value =
                new StringBuilder(whole.isEmpty() ? "" : values.of(whole.get(random.nextInt(whole.size())), of));
        for (Column part : parts) {
            if (part.checks().part() instanceof Column.Part.Characters slice) {
                value.append("0".repeat(Math.max(0, slice.to() - value.length())));
                String piece = values.of(part, of);
                if (part.type() == ColumnType.CODE) {
                    piece = code(part, slice.to() - slice.from() + 1);
                }
                if (piece.length() == slice.to() - slice.from() + 1) {
                    value.replace(slice.from() - 1, slice.to(), piece);
                }
            }
        }
        return value.toString();
    }

    private String code(Column column, int length) {
        List<String> fitting = ColumnWords.codes(column).spellings().keySet().stream()
                .filter(spelling -> spelling.length() == length)
                .toList();
        return fitting.isEmpty() ? "" : fitting.get(random.nextInt(fitting.size()));
    }

    private Person person() {
        boolean pupils = contract.kind() == FactKind.PUPIL;
        return Person.of(today.minusYears(pupils ? 17 : 80), today.minusYears(pupils ? 7 : 5), random);
    }

    private String total(Check.SumsTo sum, Map<String, String> row) {
        BigDecimal total = BigDecimal.ZERO;
        for (String part : sum.parts()) {
            String value = row.getOrDefault(header(part), "");
            total = total.add(value.isEmpty() ? BigDecimal.ZERO : new BigDecimal(value));
        }
        return total.toPlainString();
    }

    private String header(String column) {
        return shape.headers.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(each -> each.name().equals(column)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(column);
    }

    /** The same contract for a single row: what refuses a whole batch is not asked. */
    private static Contract lenient(Contract contract) {
        Contract.Delivery delivery = contract.delivery();
        Format format = delivery.format();
        Contract.Limits limits = contract.limits();
        return new Contract(
                contract.terms(),
                new Contract.Delivery(
                        delivery.kind(),
                        delivery.mode(),
                        new Format(
                                format.type(),
                                format.charset(),
                                format.delimiter(),
                                format.sheets(),
                                Format.Form.all()),
                        delivery.refuseUnknown(),
                        delivery.asOf()),
                contract.rows(),
                contract.columns(),
                new Contract.Limits(limits.blankKey(), 1.0, 0, 1.0, limits.maxRows(), limits.maxBytes()),
                new Contract.Checks(
                        contract.checks().household(), contract.checks().rules(), ControlTerms.NONE));
    }
}
