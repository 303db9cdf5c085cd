package canbao.sms.cmpp;

import canbao.sms.cmpp.CmppMessage.Connect;
import canbao.sms.cmpp.CmppMessage.ConnectResp;
import canbao.sms.gateway.GatewayEvent;
import canbao.sms.gateway.GatewayEvent.Answered;
import canbao.sms.gateway.Outgoing;
import canbao.sms.gateway.SubmitResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one connection to the gateway up: connects, logs in, and connects again after growing pauses. */
final class CmppLink extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CmppLink.class);
    private static final int VERSION = 0x20;
    private static final int CONNECT_SEQUENCE = 1;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(10);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("MMddHHmmss").withZone(ZoneId.of("Asia/Shanghai"));

    private final CmppAccount account;
    private final Clock clock;
    private final Consumer<GatewayEvent> events;
    private final Runnable ready;
    private final AtomicInteger segmentsOut = new AtomicInteger();
    private @Nullable NetClient client;
    private @Nullable NetSocket socket;
    private volatile @Nullable CmppSession session;
    private Duration pause = FIRST_PAUSE;
    private boolean stopping;

    /** @param ready called on the event loop when a connection is logged in */
    CmppLink(CmppAccount account, Clock clock, Consumer<GatewayEvent> events, Runnable ready) {
        this.account = account;
        this.clock = clock;
        this.events = events;
        this.ready = ready;
    }

    /** From any thread. */
    int free() {
        return session == null ? 0 : Math.max(0, account.window() - segmentsOut.get());
    }

    /** From any thread; answered as not written when the connection is gone by then. */
    void submit(Outgoing message) {
        Shipment shipment = new Shipment(message, account);
        segmentsOut.addAndGet(shipment.segments.size());
        context.runOnContext(now -> {
            CmppSession current = session;
            if (current == null) {
                answered(shipment, new SubmitResult.NotWritten());
            } else {
                current.submit(shipment);
            }
        });
    }

    @Override
    public Future<?> start() {
        client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout((int) LOGIN_LIMIT.toMillis())
                .setTcpNoDelay(true));
        connect();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        CmppSession current = session;
        if (current != null) {
            current.terminate();
        }
        NetSocket open = socket;
        Future<?> closed = open == null ? Future.succeededFuture() : open.close();
        NetClient dialler = client;
        return closed.otherwiseEmpty().transform(done -> dialler == null ? Future.succeededFuture() : dialler.close());
    }

    private void connect() {
        NetClient dialler = client;
        if (stopping || dialler == null) {
            return;
        }
        dialler.connect(account.port(), account.host()).onComplete(this::login, e -> again(String.valueOf(e)));
    }

    private void login(NetSocket opened) {
        if (stopping) {
            opened.close();
            return;
        }
        socket = opened;
        int timestamp = Integer.parseInt(TIMESTAMP.format(clock.instant()));
        Buffer proof =
                CmppAuthenticator.source(account.login().user(), account.login().secret(), timestamp);
        CmppFrames frames = new CmppFrames(frame -> received(opened, proof, CmppReader.read(frame)));
        opened.handler(chunk -> guarded(opened, () -> frames.handle(chunk)));
        opened.exceptionHandler(e -> opened.close());
        opened.closeHandler(now -> closed());
        vertx.setTimer(LOGIN_LIMIT.toMillis(), fired -> {
            if (session == null && socket == opened) {
                opened.close();
            }
        });
        opened.write(
                CmppWriter.write(CONNECT_SEQUENCE, new Connect(account.login().user(), proof, VERSION, timestamp)));
    }

    private void received(NetSocket from, Buffer proof, CmppPdu pdu) {
        CmppSession current = session;
        if (current != null) {
            current.received(pdu);
        } else if (pdu.message() instanceof ConnectResp answer) {
            loggedIn(from, proof, answer);
        } else {
            throw new CmppFault("something else than the answer to CONNECT");
        }
    }

    private void loggedIn(NetSocket from, Buffer proof, ConnectResp answer) {
        if (answer.status() != 0) {
            refused(from, "refused the login with status " + answer.status() + "; check user and secret");
            return;
        }
        if (!CmppAuthenticator.proves(
                answer.authenticator(), proof, account.login().secret())) {
            refused(from, "does not know our shared secret; check the secret and who is listening there");
            return;
        }
        pause = FIRST_PAUSE;
        session = new CmppSession(vertx, from, account, this::answered, events);
        LOG.atInfo().addKeyValue("account", account.name()).log("connected to the SMS gateway");
        ready.run();
    }

    private void refused(NetSocket from, String why) {
        LOG.atError().addKeyValue("account", account.name()).log("the SMS gateway " + why);
        pause = LONGEST_PAUSE;
        from.close();
    }

    private void guarded(NetSocket from, Runnable reading) {
        try {
            reading.run();
        } catch (CmppFault e) {
            LOG.atWarn().addKeyValue("account", account.name()).log("closing the connection: " + e.getMessage());
            from.close();
        }
    }

    private void answered(Shipment shipment, SubmitResult result) {
        segmentsOut.addAndGet(-shipment.segments.size());
        events.accept(new Answered(shipment.message.message(), shipment.message.attempt(), result));
    }

    private void closed() {
        socket = null;
        CmppSession last = session;
        session = null;
        if (last != null) {
            last.end("CLOSED");
        }
        again("closed");
    }

    private void again(String why) {
        if (!stopping) {
            LOG.atDebug().addKeyValue("account", account.name()).log("not connected: " + why);
            vertx.setTimer(pause.toMillis(), fired -> connect());
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }
    }
}
