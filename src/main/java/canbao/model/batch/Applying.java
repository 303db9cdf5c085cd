package canbao.model.batch;

/** A batch being applied to the registry: every row in turn, then {@link #finish()} once. */
public interface Applying {
    void row(RowResult row);

    /** Writes the changes into the transaction, unless they are held; the caller commits. */
    Applied finish();
}
