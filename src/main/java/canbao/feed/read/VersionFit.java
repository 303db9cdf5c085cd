package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.field.Column;
import canbao.feed.field.Defect;
import canbao.feed.field.Texts;
import canbao.feed.format.BatchStop;
import canbao.feed.format.LimitedStream;
import canbao.feed.format.Row;
import canbao.feed.format.RowSink;
import canbao.feed.format.file.BatchFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Finds out which version of a contract a batch is written under, by nothing but its own columns: the newest whose header
 * fits and whose required columns its first rows fill. What the sender names cannot steer it.
 */
public final class VersionFit {
    private static final int SAMPLE = 20;

    private VersionFit() {}

    /** Opens a batch's bytes from their start; the caller's own stream is untouched. */
    public interface Bytes {
        InputStream open() throws IOException;
    }

    /** The version to read with; the newest when none fits, so that its words explain what is wrong. */
    public static Contract of(List<Contract> newestFirst, Bytes bytes) {
        Contract newest = newestFirst.getFirst();
        if (newestFirst.size() == 1) {
            return newest;
        }
        return newestFirst.stream()
                .filter(version -> fits(version, bytes))
                .findFirst()
                .orElse(newest);
    }

    private static boolean fits(Contract version, Bytes bytes) {
        Sample sample = new Sample(version.columns());
        try (InputStream stream = bytes.open()) {
            LimitedStream limited = new LimitedStream(stream, version.limits().maxBytes());
            BatchFile.read(limited, version.delivery().format(), version.layout(), null, sample);
            return sample.fits();
        } catch (BatchStop stop) {
            return stop.refusal().rule().equals(Sample.ENOUGH) && sample.fits();
        } catch (IOException e) {
            throw new UncheckedIOException("the batch could not be read", e);
        }
    }

    /** The first rows; a column that is required and blank in all of them is one that the sender does not know. */
    private static final class Sample implements RowSink {
        static final String ENOUGH = "ENOUGH";

        private final List<Column> columns;
        private final boolean[] filled;
        private int rows;
        private int unknown;

        Sample(List<Column> columns) {
            this.columns = columns;
            this.filled = new boolean[columns.size()];
        }

        @Override
        public void row(Row row) {
            for (int i = 0; i < filled.length; i++) {
                filled[i] |= !Texts.stripped(row.value(i)).isEmpty();
            }
            if (++rows == SAMPLE) {
                throw new BatchStop(ENOUGH, "", "");
            }
        }

        @Override
        public void broken(Row row, String column, Defect defect) {
            unknown += defect.equals(Defect.UNKNOWN_COLUMN) ? 1 : 0;
            row(row);
        }

        boolean fits() {
            for (int i = 0; i < filled.length; i++) {
                Column.Use use = columns.get(i).use();
                if (use.required() && !use.mayBeAbsent() && !use.member() && !filled[i]) {
                    return rows == 0;
                }
            }
            return unknown == 0 || unknown < rows;
        }
    }
}
