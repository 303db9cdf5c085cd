package canbao.sms.cmpp;

import canbao.sms.cmpp.CmppMessage.ActiveTest;
import canbao.sms.cmpp.CmppMessage.ActiveTestResp;
import canbao.sms.cmpp.CmppMessage.ConnectResp;
import canbao.sms.cmpp.CmppMessage.Deliver;
import canbao.sms.cmpp.CmppMessage.DeliverResp;
import canbao.sms.cmpp.CmppMessage.SubmitResp;
import canbao.sms.cmpp.CmppMessage.Terminate;
import canbao.sms.cmpp.CmppMessage.TerminateResp;
import canbao.sms.cmpp.Shipment.Segment;
import canbao.sms.cmpp.Shipment.State;
import canbao.sms.gateway.GatewayEvent;
import canbao.sms.gateway.SubmitResult;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One logged-in connection with its sliding window. A credit comes back only with an answer; a submit that stays
 * unanswered ends the connection, so the gateway never holds more than the window. Confined to one event loop.
 */
final class CmppSession {
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration PAUSE_WHEN_TOO_FAST = Duration.ofMillis(200);
    private static final int MALFORMED = 1;
    private static final int TRIES_WHEN_TOO_FAST = 10;

    private final Vertx vertx;
    private final NetSocket socket;
    private final CmppAccount account;
    private final BiConsumer<Shipment, SubmitResult> answers;
    private final Consumer<GatewayEvent> events;
    private final Deque<Segment> queue = new ArrayDeque<>();
    private final Map<Integer, Segment> unanswered = new LinkedHashMap<>();
    private final Set<Shipment> shipments = new LinkedHashSet<>();
    private final long timer;
    // CONNECT had the first.
    private int sequence = 1;
    private long tick;
    private long heardAtTick;
    private boolean testing;
    private boolean ended;

    CmppSession(
            Vertx vertx,
            NetSocket socket,
            CmppAccount account,
            BiConsumer<Shipment, SubmitResult> answers,
            Consumer<GatewayEvent> events) {
        this.vertx = vertx;
        this.socket = socket;
        this.account = account;
        this.answers = answers;
        this.events = events;
        this.timer = vertx.setPeriodic(TICK.toMillis(), fired -> tick());
    }

    void submit(Shipment shipment) {
        if (ended) {
            shipment.abandoned("CLOSED");
            shipment.result().ifPresent(result -> answers.accept(shipment, result));
            return;
        }
        shipments.add(shipment);
        queue.addAll(shipment.segments);
        fill();
    }

    void received(CmppPdu pdu) {
        heardAtTick = tick;
        testing = false;
        switch (pdu.message()) {
            case SubmitResp answer -> answered(pdu.sequence(), answer);
            case Deliver deliver -> delivered(pdu.sequence(), deliver);
            case ActiveTest test -> write(pdu.sequence(), new ActiveTestResp());
            case Terminate terminate -> {
                write(pdu.sequence(), new TerminateResp());
                end("TERMINATED");
            }
            case TerminateResp answer -> end("CLOSED");
            case ActiveTestResp answer -> {}
            case DeliverResp answer -> {}
            case ConnectResp answer -> {}
            case CmppMessage.Connect wrong -> end("PROTOCOL");
            case CmppMessage.Submit wrong -> end("PROTOCOL");
        }
    }

    /** Says goodbye; what is not answered by now is in doubt. */
    void terminate() {
        if (!ended) {
            write(++sequence, new Terminate());
            end("CLOSED");
        }
    }

    /** Answers every message that is still open; harmless when called again. */
    void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        vertx.cancelTimer(timer);
        for (Shipment shipment : shipments) {
            shipment.abandoned(why);
            shipment.result().ifPresent(result -> answers.accept(shipment, result));
        }
        shipments.clear();
        socket.close();
    }

    private void fill() {
        while (!ended && unanswered.size() < account.window() && !queue.isEmpty()) {
            Segment segment = queue.removeFirst();
            segment.state = State.WRITTEN;
            segment.writtenAtTick = tick;
            unanswered.put(++sequence, segment);
            write(sequence, segment.submit);
        }
    }

    private void answered(int answeredSequence, SubmitResp answer) {
        Segment segment = unanswered.remove(answeredSequence);
        if (segment == null) {
            return;
        }
        if (answer.result() == 0) {
            segment.state = State.ACCEPTED;
            segment.gatewayId = answer.messageId();
        } else {
            refused(segment, answer.result());
        }
        Shipment shipment = segment.shipment;
        shipment.result().ifPresent(result -> {
            shipments.remove(shipment);
            answers.accept(shipment, result);
        });
        fill();
    }

    /** A part of a long text that was too fast is written again by us: its siblings are on this connection already. */
    private void refused(Segment segment, int code) {
        segment.code = code;
        Shipment shipment = segment.shipment;
        boolean again = code == SubmitResult.Refused.TOO_FAST
                && shipment.segments.size() > 1
                && ++segment.tries < TRIES_WHEN_TOO_FAST;
        if (again) {
            segment.state = State.WAITING;
            vertx.setTimer(PAUSE_WHEN_TOO_FAST.toMillis(), fired -> requeue(segment));
            return;
        }
        segment.state = State.REFUSED;
        for (Segment sibling : shipment.segments) {
            if (sibling.state == State.WAITING) {
                queue.remove(sibling);
                sibling.state = State.NOT_WRITTEN;
            }
        }
    }

    private void requeue(Segment segment) {
        if (segment.state == State.WAITING) {
            queue.addFirst(segment);
            fill();
        }
    }

    private void delivered(int deliverSequence, Deliver deliver) {
        Runnable acknowledgement = acknowledgement(deliverSequence, deliver.messageId());
        try {
            events.accept(heard(deliver, acknowledgement));
        } catch (CmppFault | IndexOutOfBoundsException e) {
            // Closing would make the gateway push it again for ever.
            write(deliverSequence, new DeliverResp(deliver.messageId(), MALFORMED));
        }
    }

    private static GatewayEvent heard(Deliver deliver, Runnable acknowledgement) {
        if (deliver.report()) {
            StatusReport report = StatusReport.read(deliver.content());
            return new GatewayEvent.Receipt(
                    report.messageId(), mobile(report.destination()), report.stat(), acknowledgement);
        }
        String text = CmppText.text(deliver.content(), deliver.hasHeader(), deliver.format());
        return new GatewayEvent.Reply(mobile(deliver.source()), text, acknowledgement);
    }

    private Runnable acknowledgement(int deliverSequence, long messageId) {
        var context = vertx.getOrCreateContext();
        return () -> context.runOnContext(now -> {
            if (!ended) {
                write(deliverSequence, new DeliverResp(messageId, 0));
            }
        });
    }

    private void tick() {
        tick++;
        if (!unanswered.isEmpty()) {
            Segment oldest = unanswered.values().iterator().next();
            if (tick - oldest.writtenAtTick > ticks(account.responseTimeout())) {
                end("TIMEOUT");
                return;
            }
        }
        long silence = tick - heardAtTick;
        if (testing && silence > ticks(account.idle().plus(account.responseTimeout()))) {
            end("SILENT");
        } else if (!testing && silence > ticks(account.idle())) {
            testing = true;
            write(++sequence, new ActiveTest());
        }
    }

    private void write(int pduSequence, CmppMessage message) {
        socket.write(CmppWriter.write(pduSequence, message));
    }

    private static long ticks(Duration duration) {
        return duration.toMillis() / TICK.toMillis();
    }

    /** Some gateways put the country code before the number. */
    private static String mobile(String phone) {
        String digits = phone.startsWith("+") ? phone.substring(1) : phone;
        return digits.length() == 13 && digits.startsWith("86") ? digits.substring(2) : digits;
    }
}
