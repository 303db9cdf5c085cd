package canbao.sim.sms;

import canbao.sms.cmpp.CmppAccount.Login;
import canbao.sms.cmpp.CmppMessage.Deliver;
import canbao.sms.cmpp.CmppMessage.Submit;
import canbao.sms.cmpp.CmppText;
import canbao.sms.cmpp.StatusReport;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operator's SMS centre that speaks CMPP 2.0 on a loopback port, with faults on request and its own books. It survives
 * its clients: reports they did not acknowledge come again after they reconnect.
 */
public final class SmsCentre extends VerticleBase {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneId.of("Asia/Shanghai"));

    /** @param port 0 for any free one */
    public record Settings(int port, Login login, long seed) {}

    private final Settings settings;
    private final Handsets handsets;
    private final Clock clock;
    private final Random random;
    private final CentreStats stats = new CentreStats();
    private final ReportBox reports = new ReportBox();
    private final Set<CentreSession> sessions = new LinkedHashSet<>();
    private volatile Faults faults;
    private @Nullable NetServer server;
    private long lastId;

    public SmsCentre(Settings settings, Handsets handsets, Faults faults, Clock clock) {
        this.settings = settings;
        this.handsets = handsets;
        this.faults = faults;
        this.clock = clock;
        this.random = new Random(settings.seed());
        // Ids must not repeat after a restart, or old receipts would speak of new messages.
        this.lastId = clock.millis() << 20;
    }

    /** Starts it; returns the port. */
    public int start(Vertx on) {
        on.deployVerticle(this).await();
        return port();
    }

    public int port() {
        NetServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("the SMS centre is not started");
        }
        return listening.actualPort();
    }

    public Handsets handsets() {
        return handsets;
    }

    public Map<String, Long> stats() {
        return stats.all();
    }

    public Faults faults() {
        return faults;
    }

    public void faults(Faults changed) {
        faults = changed;
    }

    /** A handset's owner answers our service number. From any thread. */
    public void reply(String phone, String text) {
        context.runOnContext(now -> push(new Deliver(
                ++lastId,
                "",
                "",
                false,
                CmppText.UCS2,
                phone,
                false,
                Buffer.buffer(text.getBytes(StandardCharsets.UTF_16BE)))));
    }

    /** Breaks every connection, as a network does. From any thread. */
    public void breakConnections() {
        context.runOnContext(now -> Set.copyOf(sessions).forEach(CentreSession::close));
    }

    @Override
    public Future<?> start() {
        NetServer listening = vertx.createNetServer(
                new NetServerOptions().setHost("127.0.0.1").setTcpNoDelay(true));
        server = listening;
        return listening.connectHandler(this::connected).listen(settings.port(), "127.0.0.1");
    }

    @Override
    public Future<?> stop() {
        NetServer listening = server;
        return listening == null ? Future.succeededFuture() : listening.close();
    }

    CentreStats counting() {
        return stats;
    }

    Login login() {
        return settings.login();
    }

    void loggedIn(CentreSession session) {
        sessions.add(session);
        reports.waiting().forEach(session::deliver);
    }

    void left(CentreSession session) {
        if (sessions.remove(session)) {
            sessions.stream().findFirst().ifPresent(other -> reports.waiting().forEach(other::deliver));
        }
    }

    void acknowledged(long deliverId) {
        stats.count("acknowledged");
        reports.acknowledged(deliverId);
    }

    /** Decides one submit's fate. */
    void submitted(CentreSession session, int sequence, Submit submit) {
        Faults now = faults;
        if (random.nextDouble() < now.tooFast()) {
            later(now.responseMillis(), () -> session.answer(sequence, 0, 8));
            return;
        }
        long id = ++lastId;
        boolean lost = random.nextDouble() < now.lost();
        boolean undelivered = random.nextDouble() < now.undelivered();
        if (!lost && !undelivered) {
            receive(submit);
        }
        if (!lost) {
            report(now, id, submit, undelivered ? "UNDELIV" : "DELIVRD");
        }
        if (random.nextDouble() < now.close()) {
            stats.count("closed");
            session.close();
        } else if (random.nextDouble() < now.swallowed()) {
            stats.count("swallowed");
        } else {
            later(now.responseMillis(), () -> session.answer(sequence, id, 0));
        }
    }

    private void receive(Submit submit) {
        String text = CmppText.text(submit.content(), submit.hasHeader(), submit.format());
        if (submit.hasHeader()) {
            Buffer content = submit.content();
            handsets.receivePart(
                    submit.destination(),
                    content.getUnsignedByte(3),
                    content.getUnsignedByte(4),
                    content.getUnsignedByte(5),
                    text,
                    clock.instant());
        } else {
            handsets.receive(submit.destination(), text, clock.instant());
        }
    }

    private void report(Faults now, long id, Submit submit, String stat) {
        String minute = MINUTE.format(clock.instant());
        Buffer content = new StatusReport(id, stat, minute, minute, submit.destination()).write();
        boolean first = random.nextDouble() < now.reportFirst();
        int copies = random.nextDouble() < now.duplicateReports() ? 2 : 1;
        // A zero delay would still be overtaken by the answer's own timer.
        int delay = first ? 0 : now.responseMillis() + now.reportMillis() + 1;
        for (int copy = 0; copy < copies; copy++) {
            Deliver deliver = ReportBox.report(++lastId, submit.source(), submit.destination(), content);
            later(delay, () -> push(deliver));
        }
    }

    private void push(Deliver deliver) {
        stats.count("reports");
        reports.add(deliver);
        sessions.stream().findFirst().ifPresent(session -> session.deliver(deliver));
    }

    private void later(int millis, Runnable work) {
        if (millis == 0) {
            work.run();
        } else {
            vertx.setTimer(millis, fired -> work.run());
        }
    }

    private void connected(NetSocket socket) {
        new CentreSession(this, socket);
    }
}
