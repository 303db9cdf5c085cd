package canbao.sms;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.io.LeaseStore;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.sim.sms.Faults;
import canbao.sim.sms.Handsets;
import canbao.sim.sms.SmsCentre;
import canbao.sms.cmpp.CmppAccount;
import canbao.sms.cmpp.CmppAccount.Login;
import canbao.sms.cmpp.CmppGateway;
import canbao.sms.gateway.SmsGateway;
import canbao.testing.Platform;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A loop that sends over CMPP to a simulated centre, and what its tests ask of both. */
abstract class Sending {
    static final Login LOGIN = new Login("canbao", "secret");
    static final Instant NOON = Instant.parse("2024-11-15T04:00:00Z");
    static final SendingRules RULES = new SendingRules(
            LocalTime.of(22, 0), LocalTime.of(8, 0), 10_000, 3, Duration.ofMillis(20), Duration.ofDays(3));

    final Database database = Platform.database();

    final MessageStore store = new MessageStore(database);
    final SyntheticPhones phones = new SyntheticPhones();
    final Set<PersonKey> paid = new HashSet<>();
    final Map<PersonKey, Fen> owed = new HashMap<>();
    final SmsCentre centre =
            new SmsCentre(new SmsCentre.Settings(0, LOGIN, 7), Handsets.inMemory(), Faults.NONE, Clock.systemUTC());
    final int port = centre.start(Platform.vertx());
    SendLoop loop = loop("one", NOON, RULES);

    @BeforeEach
    void empty() {
        database.run("TRUNCATE message, reminder, attempt, gateway_message, delivery_receipt, opt_out, lease");
    }

    @AfterEach
    void close() {
        loop.close();
        database.close();
        Platform.vertx().undeploy(centre.deploymentID()).await();
    }

    SendLoop loop(String owner, Instant now, SendingRules rules) {
        CmppAccount account = CmppAccount.of("test", "127.0.0.1", port, LOGIN, "106573012393")
                .withTimes(Duration.ofMillis(400), Duration.ofSeconds(30));
        return loop(owner, now, rules, new CmppGateway(Platform.vertx(), account, Clock.systemUTC()));
    }

    SendLoop loop(String owner, Instant now, SendingRules rules, SmsGateway gateway) {
        StillDue stillDue = (transaction, told) -> {
            Map<StillDue.Told, Fen> due = new HashMap<>();
            told.forEach(one -> due.put(one, owed.getOrDefault(one.reminder().person(), SyntheticPhones.OWED)));
            due.keySet().removeIf(one -> paid.contains(one.reminder().person()));
            return due;
        };
        return new SendLoop(
                database,
                new LeaseStore(database, owner, Duration.ofSeconds(1)),
                gateway,
                new Recheck(phones, stillDue, Clock.fixed(now, ZoneOffset.UTC)),
                rules);
    }

    void runUntil(BooleanSupplier done) {
        runUntil(loop, done);
    }

    static void runUntil(SendLoop loop, BooleanSupplier done) {
        long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("took too long").isLessThan(until);
            step(loop);
        }
    }

    void runFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            step(loop);
        }
    }

    static void step(SendLoop loop) {
        if (!loop.step()) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void assertEveryHandsetHasOneCopy(int handsets) {
        assertThat(centre.handsets().copies())
                .hasSize(handsets)
                .allSatisfy((phone, copies) -> assertThat(copies).hasSize(1));
    }

    long count(MessageState state) {
        return store.counts().getOrDefault(state, 0L);
    }

    List<String> reasons(String stage) {
        return MessageStore.rows(database.run(
                        "SELECT coalesce(cancel_reason, '') FROM reminder WHERE stage = $1", Tuple.of(stage)))
                .map(row -> row.getString(0))
                .toList();
    }

    void faults(Object... keysAndValues) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            json.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        centre.faults(Faults.of(json));
    }
}
