package canbao.feed;

import canbao.feed.contract.Contract;
import canbao.model.Mode;
import canbao.model.batch.Refusal;
import java.time.Instant;
import java.time.LocalDate;

/** What becomes of a batch that is new. The same batch again gets its receipt again, whatever has changed since. */
sealed interface Entry {
    /** It waits to be read. */
    record ToRead() implements Entry {}

    /** It says that there is nothing to report: a sign of life, with nothing to read. */
    record Nothing(int contractVersion) implements Entry {}

    /** It is not taken. */
    record Closed(Refusal refusal) implements Entry {}

    /**
     * @param nothing whether it has no bytes, and its sender says that it has no rows
     * @param now by the hub's clock
     */
    static Entry of(Contract contract, boolean nothing, Instant now) {
        LocalDate end = contract.terms().catalogue().expires();
        if (end != null && contract.terms().catalogue().expired(now)) {
            return new Closed(new Refusal(
                    "CONTRACT_EXPIRED",
                    contract.feed().toString(),
                    "数据共享审批已于 " + end + " 到期，停止接收；请" + contract.terms().owner() + "续签后重报"
                            + " / the approval to share this ended on " + end
                            + ": nothing is taken until it is renewed, then send it again"));
        }
        if (!nothing) {
            return new ToRead();
        }
        return contract.mode() == Mode.DELTA
                ? new Nothing(contract.version())
                : new Closed(
                        new Refusal(
                                "NOTHING_IN_SNAPSHOT",
                                "file",
                                "本数据每次报全部名单，空名单不接收；没有变化时请重报同一名单"
                                        + " / each batch is the whole list, and an empty one is not taken: send the same list again"));
    }
}
