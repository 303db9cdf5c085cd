package canbao.ledger.debit;

import canbao.crypto.Sm3;
import canbao.model.Fen;
import canbao.model.Identity;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Who is still to be debited for a coverage year on a day, in the words of the tax bureau's own plan ({@code tax/debits}).
 * Holds names and numbers in the clear: it is made at the moment of sending and kept nowhere.
 */
public record DebitFile(int coverageYear, LocalDate on, List<Line> lines) {
    private static final String HEADER = "jfrsbh,jfrmc,ssnd,jhje,kkrq\r\n";

    public DebitFile {
        lines = List.copyOf(lines);
    }

    /** Whom, and how much he owes. */
    public record Line(Identity identity, Fen owed) {}

    /** Which file it is: whoever gets one with the same number twice takes it for the same. */
    public String number() {
        return "debits-" + coverageYear + "-" + on.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    public Fen sum() {
        return lines.stream().map(Line::owed).reduce(Fen.ZERO, Fen::plus);
    }

    /** The file, in UTF-8. */
    public String csv() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (Line line : lines) {
            String name = line.identity().name();
            csv.append(field(line.identity().certificateNumber())).append(',');
            csv.append(field(name == null ? "" : name)).append(',').append(coverageYear);
            csv.append(',').append(line.owed().yuan()).append(',').append(on).append("\r\n");
        }
        return csv.toString();
    }

    /** SM3 of the file, in lower-case hex. */
    public String digest() {
        return Sm3.hex(csv().getBytes(StandardCharsets.UTF_8));
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return "DebitFile[" + number() + ", " + lines.size() + " people]";
    }
}
