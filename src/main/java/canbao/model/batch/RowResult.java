package canbao.model.batch;

import org.jspecify.annotations.Nullable;

/** What the reader made of one row: a claim, or a rejection with its reason. */
public sealed interface RowResult permits Claim, Rejection {
    /** The row's line in the batch: for text the physical line, for sheets the row number, for JSON lines the line; from 1. */
    int line();

    /** From 1: the file of a ZIP or the sheet of a workbook that the line belongs to. */
    default int part() {
        return 1;
    }

    /**
     * The part of the feed that a snapshot replaces: a school code, a district, or {@code ""} for the whole feed; null where a
     * rejected row's cannot be read.
     */
    @Nullable
    String scope();
}
