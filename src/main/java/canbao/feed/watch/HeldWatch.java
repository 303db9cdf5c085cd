package canbao.feed.watch;

import canbao.alert.AlertKind;
import canbao.alert.Finding;
import canbao.alert.Watch;
import canbao.feed.watch.SignStore.HeldBatch;
import canbao.model.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Batches that wait for a person's decision. */
public final class HeldWatch implements Watch {
    private static final String OWNER = "医保经办 / enrolment desk";

    private final SignStore store;

    public HeldWatch(SignStore store) {
        this.store = store;
    }

    @Override
    public Set<AlertKind> kinds() {
        return Set.of(AlertKind.HELD_BATCH);
    }

    @Override
    public Optional<View> look(Instant now) {
        List<Finding> wrong = store.held().stream().map(HeldWatch::held).toList();
        return Optional.of(new View(wrong, Set.of()));
    }

    private static Finding held(HeldBatch batch) {
        Wording words = batch.whole()
                ? new Wording(
                        "批次 " + batch.id() + "（" + batch.feed() + "）已挂起，请核定放行或退回",
                        "batch " + batch.id() + " of " + batch.feed() + " is held: approve or refuse it")
                : new Wording(
                        "批次 " + batch.id() + "（" + batch.feed() + "）中的退出已挂起，请核定放行或退回",
                        "withdrawals of batch " + batch.id() + " of " + batch.feed()
                                + " are held: approve or refuse them");
        return new Finding(AlertKind.HELD_BATCH, batch.feed() + " " + batch.id(), OWNER, words, batch.receivedAt());
    }
}
