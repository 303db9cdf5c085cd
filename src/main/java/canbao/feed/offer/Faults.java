package canbao.feed.offer;

import canbao.feed.contract.Contract;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** Plants the mistakes that lists really have into sample rows, one in a row. */
final class Faults {
    private final SampleShape shape;
    private final Contract contract;

    private Faults(SampleShape shape) {
        this.shape = shape;
        this.contract = shape.contract;
    }

    /** So many rows are wanted for the faults not to refuse the whole batch. */
    static int rows(Contract contract) {
        double share = contract.limits().maxRejectShare();
        return share <= 0 ? 20 : (int) Math.clamp(Math.ceil(6 / share), 20, 300);
    }

    /** The first rows get a fault each. */
    static List<SampleRow> plant(SampleShape shape, List<SampleRow> rows) {
        Faults faults = new Faults(shape);
        List<SampleRow> planted = new ArrayList<>(rows);
        List<Column> at = faults.places();
        for (int i = 0; i < at.size() && i < planted.size(); i++) {
            planted.set(i, faults.broken(planted.get(i), at.get(i)));
        }
        return planted;
    }

    private List<Column> places() {
        List<Column> places = new ArrayList<>();
        for (ColumnType type : List.of(
                ColumnType.CERTIFICATE,
                ColumnType.CODE,
                ColumnType.MONTH,
                ColumnType.DATE,
                ColumnType.YUAN,
                ColumnType.PHONE)) {
            contract.columns().stream()
                    .filter(column -> column.type() == type && isPlain(column))
                    .findFirst()
                    .ifPresent(places::add);
        }
        return places;
    }

    private boolean isPlain(Column column) {
        boolean certificate = column.type() == ColumnType.CERTIFICATE;
        return !column.headers().isEmpty()
                && (certificate ? column.use().person() : column.checks().part() == null)
                && (!column.use().member() || certificate);
    }

    private SampleRow broken(SampleRow row, Column column) {
        if (column.use().member()) {
            String certificate = row.members().getFirst().getOrDefault(column.name(), "");
            return certificate.isEmpty() ? row : row.withMember(0, column.name(), Person.broken(certificate));
        }
        String header = header(column);
        return row.with(header, wrong(column, row.value(header)));
    }

    private static String wrong(Column column, String value) {
        return switch (column.type()) {
            case CERTIFICATE ->
                column.checks().part() instanceof Column.Part.Characters part && value.length() >= part.to()
                        ? Person.broken(value.substring(0, part.to())) + value.substring(part.to())
                        : Person.broken(value);
            case CODE -> "没有的类别";
            case YUAN -> "六百六十元";
            case PHONE -> "12345";
            default -> "2024.13";
        };
    }

    private String header(Column column) {
        return shape.headers.entrySet().stream()
                .filter(entry -> entry.getValue().contains(column))
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
