package canbao.feed.contract;

import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.io.yaml.YamlNode;
import canbao.model.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code batch:}, what refuses or holds a batch as a whole. */
final class BatchYaml {
    private static final int MAX_ROWS = 1_000_000;
    private static final int MAX_BYTES = 500_000_000;
    private static final int MAX_CELL = 1000;

    private final YamlNode batch;
    private final List<Column> columns;

    BatchYaml(YamlNode batch, List<Column> columns) {
        this.batch = batch;
        this.columns = columns;
    }

    Contract.Limits limits(Mode mode) {
        if (mode == Mode.SNAPSHOT && !batch.has("maxWithdrawShare")) {
            batch.problem(
                    "maxWithdrawShare", "a snapshot must say how many it may withdraw", "add a share such as 0.05");
        }
        Contract.Limits limits = new Contract.Limits(
                batch.oneOf("blankKey", Contract.BlankKey.class, Contract.BlankKey.HOLD),
                share("maxRejectShare"),
                atLeast(batch, "minRows", 1, 0),
                share("maxWithdrawShare"),
                atLeast(batch, "maxRows", MAX_ROWS, 1),
                atLeast(batch, "maxBytes", MAX_BYTES, 1));
        if (limits.minRows() > limits.maxRows()) {
            batch.problem("minRows", "more than maxRows", "correct one of them");
        }
        return limits;
    }

    ControlTerms control() {
        ControlTerms.Trailer trailer = batch.has("trailer") ? trailer(batch.child("trailer")) : null;
        if (!batch.has("control")) {
            if (trailer != null && trailer.sum() > 0) {
                batch.problem("trailer", "a sum of what", "add control: {sum: {column: amount}}");
            }
            return new ControlTerms(false, null, false, false, trailer);
        }
        YamlNode control = batch.child("control");
        YamlNode sum = control.has("sum") ? control.child("sum") : null;
        ControlTerms terms = new ControlTerms(
                required(control, "rows"),
                sum == null ? null : sumColumn(sum),
                sum != null && required(sum, "is"),
                required(control, "digest"),
                trailer);
        if (sum != null) {
            sum.done();
        }
        control.done();
        return terms;
    }

    private enum Said {
        CHECKED,
        REQUIRED
    }

    private static boolean required(YamlNode yaml, String key) {
        return yaml.oneOf(key, Said.class, Said.CHECKED) == Said.REQUIRED;
    }

    private @Nullable String sumColumn(YamlNode sum) {
        String name = sum.text("column");
        for (Column column : columns) {
            boolean number = column.type() == ColumnType.YUAN || column.type() == ColumnType.INTEGER;
            if (column.name().equals(name) && number && !column.use().member()) {
                return name;
            }
        }
        sum.problem("column", "no column " + name + " of type yuan or integer", "name one that is no member's");
        return null;
    }

    private ControlTerms.Trailer trailer(YamlNode yaml) {
        ControlTerms.Trailer trailer =
                new ControlTerms.Trailer(yaml.text("marker"), cell(yaml, "rows"), cell(yaml, "sum"));
        yaml.done();
        if (trailer.marker().isBlank()) {
            yaml.problem("marker", "must be the text of the row's first cell", "write such as 合计");
        }
        return trailer;
    }

    private static int cell(YamlNode yaml, String key) {
        int cell = yaml.integer(key, 0);
        if (yaml.has(key) && (cell < 2 || cell > MAX_CELL)) {
            yaml.problem(key, "must be the number of a cell after the marker's", "count cells from 1");
        }
        return cell;
    }

    private double share(String key) {
        double share = batch.decimal(key, 1.0);
        if (!(share >= 0 && share <= 1)) {
            batch.problem(key, "must be a share from 0 to 1", "write 0.05 for 5 %");
        }
        return share;
    }

    private static int atLeast(YamlNode yaml, String key, int otherwise, int least) {
        int number = yaml.integer(key, otherwise);
        if (number < least) {
            yaml.problem(key, "must be at least " + least, "correct the number");
        }
        return number;
    }
}
