package canbao.sms.cmpp;

import canbao.sms.gateway.Outgoing;
import canbao.sms.gateway.SubmitResult;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One message's segments on their way through one connection, until something is known of each of them. */
final class Shipment {
    enum State {
        WAITING,
        WRITTEN,
        ACCEPTED,
        REFUSED,
        NOT_WRITTEN,
        IN_DOUBT
    }

    /** One SUBMIT. Confined to the connection's event loop. */
    static final class Segment {
        final Shipment shipment;
        final CmppMessage.Submit submit;
        State state = State.WAITING;
        long gatewayId;
        int code;
        int tries;
        long writtenAtTick;

        Segment(Shipment shipment, CmppMessage.Submit submit) {
            this.shipment = shipment;
            this.submit = submit;
        }
    }

    final Outgoing message;
    final List<Segment> segments = new ArrayList<>();
    private String doubt = "";

    Shipment(Outgoing message, CmppAccount account) {
        this.message = message;
        int reference = (int) message.message().getLeastSignificantBits() & 0xff;
        List<Buffer> contents = CmppText.contents(message.text(), reference);
        for (Buffer content : contents) {
            segments.add(new Segment(
                    this,
                    new CmppMessage.Submit(
                            contents.size(),
                            segments.size() + 1,
                            account.serviceId(),
                            contents.size() > 1,
                            CmppText.UCS2,
                            account.login().user(),
                            CmppText.time(message.validUntil()),
                            account.serviceNumber(),
                            message.phone(),
                            content)));
        }
    }

    /** The connection is gone: what was written may have arrived, what was not has not. */
    void abandoned(String why) {
        doubt = why;
        for (Segment segment : segments) {
            if (segment.state == State.WRITTEN) {
                segment.state = State.IN_DOUBT;
            } else if (segment.state == State.WAITING) {
                segment.state = segment.code == 0 ? State.NOT_WRITTEN : State.REFUSED;
            }
        }
    }

    /** What is known of the whole message, once something is known of each segment. */
    Optional<SubmitResult> result() {
        if (any(State.WAITING) || any(State.WRITTEN)) {
            return Optional.empty();
        }
        List<Long> ids = segments.stream()
                .filter(segment -> segment.state == State.ACCEPTED)
                .map(segment -> segment.gatewayId)
                .toList();
        if (any(State.IN_DOUBT)) {
            return Optional.of(new SubmitResult.InDoubt(ids, doubt));
        }
        if (ids.size() == segments.size()) {
            return Optional.of(new SubmitResult.Accepted(ids));
        }
        int code = segments.stream()
                .filter(segment -> segment.state == State.REFUSED)
                .mapToInt(segment -> segment.code)
                .findFirst()
                .orElse(0);
        if (!ids.isEmpty()) {
            return Optional.of(code == 0 ? new SubmitResult.InDoubt(ids, doubt) : new SubmitResult.Partial(ids, code));
        }
        return Optional.of(code == 0 ? new SubmitResult.NotWritten() : new SubmitResult.Refused(code));
    }

    boolean any(State state) {
        return segments.stream().anyMatch(segment -> segment.state == state);
    }
}
