package canbao.sms;

import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.model.message.SmsText;
import canbao.sms.gateway.GatewayEvent;
import canbao.sms.gateway.Outgoing;
import canbao.sms.gateway.SmsGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends what is planned through one account, and keeps what becomes of it. Owns the account by a lease; commits an intent
 * before its bytes leave; never writes a message again whose first write may have left. One thread calls it at a time;
 * let a {@link canbao.io.LoopVerticle} run {@link #step()}.
 */
public final class SendLoop implements AutoCloseable {
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

    private final SmsGateway gateway;
    private final ClaimStore claims;
    private final OutcomeStore outcomes;
    private final Lease lease;
    private final Recheck recheck;
    private final SendingRules rules;
    private final Pace pace;
    private final List<GatewayEvent> heard = new ArrayList<>();
    private OptionalLong readyEpoch = OptionalLong.empty();
    private long sweepAt = System.nanoTime();

    public SendLoop(Database database, LeaseStore leases, SmsGateway gateway, Recheck recheck, SendingRules rules) {
        String account = gateway.account();
        PhoneBook phoneBook = recheck.phoneBook();
        this.gateway = gateway;
        this.claims = new ClaimStore(database, account, phoneBook, recheck.stillDue());
        this.outcomes = new OutcomeStore(database, account, rules, phoneBook::key);
        this.lease = new Lease(leases, "sms/" + account);
        this.recheck = recheck;
        this.rules = rules;
        this.pace = new Pace(rules.segmentsPerSecond(), System::nanoTime);
    }

    /** One round: stores what was heard, claims what fits, writes it. Returns whether there may be more at once. */
    public boolean step() {
        OptionalLong epoch = ownedEpoch();
        if (epoch.isEmpty()) {
            return false;
        }
        sweep();
        boolean listened = store();
        return claimAndWrite(epoch.getAsLong()) || listened;
    }

    /** Ends in order: no new claims, a few seconds for the answers still out, then the account is free for others. */
    @Override
    public void close() {
        long until = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (gateway.outstanding() > 0 && System.nanoTime() - until < 0) {
            store();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        disconnect();
        lease.release();
    }

    private OptionalLong ownedEpoch() {
        OptionalLong held = lease.hold();
        if (held.equals(readyEpoch)) {
            return held;
        }
        disconnect();
        if (held.isPresent()) {
            if (!outcomes.takeOver(lease.name(), held.getAsLong())) {
                lease.lost();
                return OptionalLong.empty();
            }
            gateway.open();
            readyEpoch = held;
        }
        return held;
    }

    private void disconnect() {
        if (readyEpoch.isPresent()) {
            gateway.close();
            store();
            readyEpoch = OptionalLong.empty();
        }
    }

    /** What was heard is kept until it is committed, and acknowledged only then. */
    private boolean store() {
        heard.addAll(gateway.events());
        if (heard.isEmpty()) {
            return false;
        }
        outcomes.record(heard);
        for (GatewayEvent event : heard) {
            switch (event) {
                case GatewayEvent.Receipt receipt -> receipt.acknowledgement().run();
                case GatewayEvent.Reply reply -> reply.acknowledgement().run();
                case GatewayEvent.Answered answered -> {}
            }
        }
        heard.clear();
        return true;
    }

    private boolean claimAndWrite(long epoch) {
        Instant now = recheck.clock().instant();
        int room = Math.min(gateway.free(), pace.room());
        if (room <= 0 || !rules.awake(now)) {
            return false;
        }
        List<ClaimStore.Candidate> candidates = claims.candidates(room);
        if (candidates.isEmpty()) {
            return false;
        }
        Optional<List<Outgoing>> claimed = claims.claim(
                lease.name(), epoch, candidates, new ClaimStore.When(rules.day(now), rules.validUntil(now)));
        if (claimed.isEmpty()) {
            lease.lost();
            return true;
        }
        for (Outgoing message : claimed.get()) {
            pace.use(SmsText.segments(message.text()));
            gateway.submit(message);
        }
        return true;
    }

    private void sweep() {
        if (System.nanoTime() - sweepAt >= 0) {
            outcomes.giveUpWaiting();
            sweepAt = System.nanoTime() + SWEEP_EVERY.toNanos();
        }
    }
}
