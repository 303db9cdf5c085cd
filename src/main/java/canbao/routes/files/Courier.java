package canbao.routes.files;

import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;

/** Tells an agency what became of a file, beside the file's own fate. */
public interface Courier {
    /** Nobody needs to be told: the file's new place says it. */
    Courier NONE = new Courier() {
        @Override
        public void stored(String name, Receipt receipt) {}

        @Override
        public void refused(String name, Refusal refusal) {}

        @Override
        public void again() {}
    };

    void stored(String name, Receipt receipt);

    void refused(String name, Refusal refusal);

    /** Called at every look, for what becomes known later. */
    void again();
}
