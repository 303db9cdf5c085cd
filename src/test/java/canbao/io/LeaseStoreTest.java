package canbao.io;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.testing.Platform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseStoreTest {
    private static final Database DATABASE = Platform.database();
    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final String DUTY = "route/x";

    private final LeaseStore one = new LeaseStore(DATABASE, "one", LENGTH);
    private final LeaseStore two = new LeaseStore(DATABASE, "two", LENGTH);

    @BeforeEach
    void empty() {
        DATABASE.run("TRUNCATE lease");
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void another_waits_until_the_lease_expires() {
        long first = one.acquire(DUTY).orElseThrow();
        assertThat(two.acquire(DUTY)).isEmpty();
        expire();
        assertThat(two.acquire(DUTY)).hasValue(first + 1);
        assertThat(one.acquire(DUTY)).isEmpty();
    }

    @Test
    void the_owner_takes_over_from_its_former_self_at_once_with_a_higher_epoch() {
        long before = one.acquire(DUTY).orElseThrow();
        LeaseStore restarted = new LeaseStore(DATABASE, "one", LENGTH);
        assertThat(restarted.acquire(DUTY)).hasValue(before + 1);
        assertThat(one.renew(DUTY, before)).isFalse();
        assertThat(held(before)).isFalse();
        assertThat(held(before + 1)).isTrue();
    }

    @Test
    void who_lost_the_lease_can_neither_renew_nor_release_it() {
        long lost = one.acquire(DUTY).orElseThrow();
        expire();
        long now = two.acquire(DUTY).orElseThrow();
        assertThat(one.renew(DUTY, lost)).isFalse();
        one.release(DUTY, lost);
        assertThat(one.acquire(DUTY)).isEmpty();
        assertThat(held(lost)).isFalse();
        assertThat(held(now)).isTrue();
    }

    @Test
    void renewing_prolongs_under_the_same_epoch() {
        long epoch = one.acquire(DUTY).orElseThrow();
        expire();
        assertThat(one.renew(DUTY, epoch)).isTrue();
        assertThat(two.acquire(DUTY)).isEmpty();
    }

    @Test
    void what_is_given_back_is_free_at_once() {
        Lease lease = new Lease(one, DUTY);
        long epoch = lease.hold().orElseThrow();
        lease.release();
        assertThat(two.acquire(DUTY)).hasValue(epoch + 1);
    }

    @Test
    void holding_asks_the_database_after_a_third_of_the_length_only() {
        AtomicLong nanos = new AtomicLong();
        Lease lease = new Lease(one, DUTY, nanos::get);
        long epoch = lease.hold().orElseThrow();
        expire();
        assertThat(two.acquire(DUTY)).isPresent();
        nanos.addAndGet(LENGTH.dividedBy(3).toNanos() - 1);
        assertThat(lease.hold())
                .as("not asked yet: the fencing epoch must protect")
                .hasValue(epoch);
        nanos.incrementAndGet();
        assertThat(lease.hold()).isEmpty();
    }

    @Test
    void a_takeover_waits_for_the_transaction_that_relied_on_the_epoch() throws Exception {
        long epoch = one.acquire(DUTY).orElseThrow();
        expire();
        List<String> order = new CopyOnWriteArrayList<>();
        Thread successor = Thread.ofPlatform().unstarted(() -> {
            two.acquire(DUTY);
            order.add("taken over");
        });
        DATABASE.inTransactionDo(transaction -> {
            assertThat(LeaseStore.held(transaction, DUTY, epoch)).isTrue();
            successor.start();
            sleep(300);
            order.add("committed");
        });
        successor.join();
        assertThat(order).containsExactly("committed", "taken over");
    }

    private static boolean held(long epoch) {
        return DATABASE.inTransaction(transaction -> LeaseStore.held(transaction, DUTY, epoch));
    }

    private static void expire() {
        DATABASE.run("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
