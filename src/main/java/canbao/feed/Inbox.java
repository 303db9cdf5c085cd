package canbao.feed;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Stop 2: stores a batch durably and gives its receipt; what is not stored is not acknowledged. The same batch again gets
 * the same receipt again.
 */
public final class Inbox {
    /** The pool area's time zone: dates that agencies write are days there. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final ContractCatalogue contracts;
    private final InboxStore store;
    private final Clock clock;
    private final Runnable stored;

    /** @param stored told after each commit that there is something to read */
    public Inbox(ContractCatalogue contracts, InboxStore store, Clock clock, Runnable stored) {
        this.contracts = contracts;
        this.store = store;
        this.clock = clock;
        this.stored = stored;
    }

    /** Stores the batch and returns its receipt; throws {@link NotAccepted} when the contract does not allow it. */
    public Receipt accept(Delivery delivery) {
        Contract contract = contracts
                .find(delivery.feed())
                .orElseThrow(() -> new NotAccepted(new Refusal(
                        "NO_CONTRACT",
                        delivery.feed().toString(),
                        "没有该数据的合约，请在 config/contracts 中添加 / no contract for this feed: add one in config/contracts")));
        if (delivery.body().length() > contract.limits().maxBytes()) {
            throw new NotAccepted(new Refusal(
                    "TOO_LARGE",
                    "file",
                    "文件超过合约上限 " + contract.limits().maxBytes()
                            + " 字节，请分批发送 / more bytes than the contract allows: send it in parts"));
        }
        Instant now = clock.instant();
        Optional<LocalDate> day = Optional.ofNullable(delivery.asOf())
                .or(() -> contract.delivery().asOf().of(delivery.name()));
        Instant asOf = day.map(date -> date.atStartOfDay(ZONE).toInstant()).orElse(now);
        String identity = delivery.name() + "|" + day.map(LocalDate::toString).orElse("");
        Receipt receipt = store.store(new InboxStore.Arrival(delivery, lane(contract, delivery), identity, asOf, now));
        stored.run();
        return receipt;
    }

    /** Where repetitions are looked for: the file's name without its date, so that each school has a lane of its own. */
    private static String lane(Contract contract, Delivery delivery) {
        return contract.delivery()
                .asOf()
                .of(delivery.name())
                .map(day -> delivery.name().replace(day.format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE), "*"))
                .orElse("");
    }

    /** A batch that was not stored, with the reason for the sender. */
    public static final class NotAccepted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        NotAccepted(Refusal refusal) {
            super(refusal.rule() + " at " + refusal.place() + ": " + refusal.fix());
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }

    /** The label under which a chunk is sealed: it opens in its own place only. */
    static byte[] label(long batch, int chunk) {
        return ("batch " + batch + " chunk " + chunk).getBytes(StandardCharsets.US_ASCII);
    }
}
