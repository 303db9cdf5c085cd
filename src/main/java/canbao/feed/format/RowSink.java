package canbao.feed.format;

import canbao.feed.field.Defect;

/** Takes the rows of a batch one after the other; throws {@link BatchStop} to end the reading. */
public interface RowSink {
    void row(Row row);

    /**
     * A row whose form is broken; what can be read of it can be read.
     *
     * @param column our name of the column that is broken, or empty for the whole row
     */
    void broken(Row row, String column, Defect defect);
}
