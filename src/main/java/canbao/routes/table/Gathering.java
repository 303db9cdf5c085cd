package canbao.routes.table;

import canbao.crypto.Sm3;
import canbao.routes.table.agency.TableRow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Rows that become one batch: JSON lines, and a number made from what the rows are, so that the same rows are the same batch. */
final class Gathering {
    private static final int MOST_BYTES = 32 << 20;

    private final int most;
    private final List<TableRow> rows = new ArrayList<>();
    private final List<Print> prints = new ArrayList<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    Gathering(int most) {
        this.most = most;
    }

    /** False when there is no room for another one. */
    boolean add(TableRow row, Print print) {
        rows.add(new TableRow(row.key(), row.stamp(), ""));
        prints.add(print);
        lines.writeBytes(row.json().getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
        return rows.size() < most && lines.size() < MOST_BYTES;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The rows in the order of their lines, without their content. */
    List<TableRow> rows() {
        return rows;
    }

    List<Print> prints() {
        return prints;
    }

    byte[] bytes() {
        return lines.toByteArray();
    }

    /** At most 42 characters. */
    String number() {
        return "t-" + HexFormat.of().formatHex(Sm3.digest(Print.pack(prints)), 0, 20);
    }
}
