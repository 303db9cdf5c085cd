package canbao.feed;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.model.FeedId;
import canbao.model.Mode;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

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
    private final Receipting receipting;

    /** An inbox whose receipts bear no signature. */
    public Inbox(ContractCatalogue contracts, InboxStore store, Clock clock, Runnable stored) {
        this(contracts, store, clock, stored, Receipting.NONE);
    }

    /** @param stored told after each commit that there is something to read */
    public Inbox(ContractCatalogue contracts, InboxStore store, Clock clock, Runnable stored, Receipting receipting) {
        this.contracts = contracts;
        this.store = store;
        this.clock = clock;
        this.stored = stored;
        this.receipting = receipting;
    }

    /** How the inbox asks PostgreSQL for something: once, or again and again until it answers. */
    public interface Asking {
        Asking ONCE = new Asking() {
            @Override
            public <T> T ask(Supplier<T> question) {
                return question.get();
            }
        };

        <T> T ask(Supplier<T> question);
    }

    /** Stores the batch and returns its receipt; throws {@link NotAccepted} when the contract does not allow it. */
    public Receipt accept(Delivery delivery) {
        return accept(delivery, Asking.ONCE);
    }

    /** As {@link #accept(Delivery)}; the batch's bytes are read once, however often the database is asked. */
    public Receipt accept(Delivery delivery, Asking database) {
        Contract contract = contract(delivery.feed());
        long id = database.ask(store::nextId);
        try (SealedBody body = seal(delivery, id, contract.limits().maxBytes())) {
            checkDigest(delivery, body);
            Instant now = clock.instant();
            boolean nothing = delivery.control().saysNothing() && body.bytes() == 0;
            Optional<LocalDate> day = Optional.ofNullable(delivery.asOf())
                    .or(() -> contract.delivery().asOf().of(delivery.name()));
            Instant asOf = day.map(date -> date.atStartOfDay(ZONE).toInstant()).orElse(now);
            String identity = delivery.name() + "|"
                    + day.map(LocalDate::toString)
                            .orElse(nothing ? now.truncatedTo(ChronoUnit.HOURS).toString() : "");
            InboxStore.Arrival arrival = new InboxStore.Arrival(
                    delivery, lane(contract, delivery), identity, asOf, now, Entry.of(contract, nothing, now));
            Receipt receipt = database.ask(() -> store.store(id, arrival, body, receipting));
            stored.run();
            return receipt;
        }
    }

    /** Whether each batch of the feed is the whole list. */
    boolean takesSnapshots(FeedId feed) {
        return contract(feed).mode() == Mode.SNAPSHOT;
    }

    private Contract contract(FeedId feed) {
        return contracts
                .find(feed)
                .orElseThrow(() -> new NotAccepted(new Refusal(
                        "NO_CONTRACT",
                        feed.toString(),
                        "没有该数据的合约，请在 config/contracts 中添加 / no contract for this feed: add one in config/contracts")));
    }

    private SealedBody seal(Delivery delivery, long id, long maxBytes) {
        try (InputStream plain = delivery.content().open()) {
            return store.seal(plain, id, maxBytes);
        } catch (SealedBody.TooLarge e) {
            throw new NotAccepted(new Refusal(
                    "TOO_LARGE",
                    "file",
                    "文件超过合约上限 " + maxBytes + " 字节，请分批发送 / more bytes than the contract allows: send it in parts"));
        } catch (IOException e) {
            throw new UncheckedIOException("a batch of " + delivery.feed() + " did not arrive whole", e);
        }
    }

    private static void checkDigest(Delivery delivery, SealedBody body) {
        String announced = delivery.control().digest();
        String arrived = HexFormat.of().formatHex(body.digest());
        if (announced != null && !announced.equalsIgnoreCase(arrived)) {
            throw new NotAccepted(new Refusal(
                    "DIGEST_MISMATCH",
                    "file",
                    "收到的字节 SM3 为 " + arrived + "，与所报摘要不符，请重发 / the SM3 of what arrived is " + arrived
                            + ", not the announced one: send it again"));
        }
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
