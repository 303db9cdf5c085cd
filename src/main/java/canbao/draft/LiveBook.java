package canbao.draft;

import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.policy.PolicyBook;
import java.util.List;
import java.util.function.Supplier;

/** The policies of the config folder and the approved drafts, each from its day on. Thread-safe. */
public final class LiveBook implements Supplier<PolicyBook> {
    private final PolicyBook files;
    private final DraftStore store;
    private volatile PolicyBook book;
    private List<Long> read = List.of();

    public LiveBook(PolicyBook files, Database database) {
        this.files = files;
        this.store = new DraftStore(database);
        this.book = files;
    }

    @Override
    public PolicyBook get() {
        return book;
    }

    /**
     * Reads what was approved since.
     *
     * @throws Problems.Refused when an approved draft cannot be read any more: nobody is decided under another policy instead
     */
    public synchronized PolicyBook refresh() {
        List<Long> approved = store.approvedIds();
        if (!approved.equals(read)) {
            Problems problems = new Problems();
            PolicyBook fresh = files.with(store.approved(problems));
            problems.throwIfAny();
            book = fresh;
            read = approved;
        }
        return book;
    }
}
