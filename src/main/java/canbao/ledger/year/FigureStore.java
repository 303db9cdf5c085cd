package canbao.ledger.year;

import canbao.crypto.Sm3;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.ledger.year.Figure.Amounts;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The figures of a year that closes, and of the one that opens: counted once, never changed. */
final class FigureStore {
    private static final String KEEP = """
            INSERT INTO year_figure
            SELECT ?, coverage_year, product, coalesce(category, ''), state, count(*), sum(personal_fen), sum(subsidy_fen),
                   sum(fiscal_fen), sum(owed_fen), sum(refunds_fen), sum(credited_fen)
            FROM enrolment_case WHERE coverage_year = ? GROUP BY coverage_year, product, category, state
            """;
    private static final String FIGURES = """
            SELECT coverage_year, product, category, state, people, personal_fen, subsidy_fen, fiscal_fen, owed_fen,
                   refunds_fen, credited_fen
            FROM year_figure WHERE run = %s AND coverage_year = %s ORDER BY product, category, state
            """;
    private static final String CLOSING = "UPDATE year_run SET figures = ? WHERE id = ?";
    private static final String OPENED = "UPDATE year_run SET opened_figures = ? WHERE id = ?";

    private final Database database;

    FigureStore(Database database) {
        this.database = database;
    }

    /** Counts the closing year's cases as they stand; returns the figures' digest in hex. */
    static String keepClosing(Bulk transaction, long run, int year) {
        return keep(transaction, run, year, CLOSING);
    }

    /** The same of the year that a run has opened, once everybody is decided. */
    static String keepOpened(Bulk transaction, long run, int year) {
        return keep(transaction, run, year, OPENED);
    }

    private static String keep(Bulk transaction, long run, int year, String digested) {
        transaction.run(KEEP, run, year);
        List<Figure> figures = new ArrayList<>();
        transaction.query(
                FIGURES.formatted("?", "?"),
                row -> figures.add(new Figure(
                        row.getInt(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        new Amounts(
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getLong(9),
                                row.getLong(10),
                                row.getLong(11)))),
                run,
                year);
        String digest = digest(figures);
        transaction.run(digested, HexFormat.of().parseHex(digest), run);
        return digest;
    }

    List<Figure> of(long run, int year) {
        List<Figure> figures = new ArrayList<>();
        for (Row row : database.run(FIGURES.formatted("$1", "$2"), Tuple.of(run, year))) {
            figures.add(new Figure(
                    row.getInteger(0),
                    row.getInteger(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    new Amounts(
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7),
                            row.getLong(8),
                            row.getLong(9),
                            row.getLong(10))));
        }
        return figures;
    }

    /** SM3 over one line a figure, its values separated by tabs, in the order of the columns. */
    static String digest(List<Figure> figures) {
        StringBuilder lines = new StringBuilder();
        for (Figure figure : figures) {
            Amounts amounts = figure.amounts();
            lines.append(figure.coverageYear())
                    .append('\t')
                    .append(figure.product())
                    .append('\t');
            lines.append(figure.category()).append('\t').append(figure.state()).append('\t');
            lines.append(figure.people())
                    .append('\t')
                    .append(amounts.personal())
                    .append('\t');
            lines.append(amounts.subsidy())
                    .append('\t')
                    .append(amounts.fiscal())
                    .append('\t');
            lines.append(amounts.owed()).append('\t').append(amounts.refunds()).append('\t');
            lines.append(amounts.credited()).append('\n');
        }
        return HexFormat.of().formatHex(Sm3.digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
