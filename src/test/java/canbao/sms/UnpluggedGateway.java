package canbao.sms;

import canbao.sms.gateway.GatewayEvent;
import canbao.sms.gateway.Outgoing;
import canbao.sms.gateway.SmsGateway;
import canbao.sms.gateway.SubmitResult;
import java.util.ArrayList;
import java.util.List;

/** A gateway whose cable is out: room enough, but nothing is ever written. */
final class UnpluggedGateway implements SmsGateway {
    private final List<GatewayEvent> events = new ArrayList<>();
    int submitted;

    @Override
    public String account() {
        return "test";
    }

    @Override
    public void open() {}

    @Override
    public int free() {
        return 16;
    }

    @Override
    public int outstanding() {
        return events.size();
    }

    @Override
    public void submit(Outgoing message) {
        submitted++;
        events.add(new GatewayEvent.Answered(message.message(), message.attempt(), new SubmitResult.NotWritten()));
    }

    @Override
    public List<GatewayEvent> events() {
        List<GatewayEvent> now = List.copyOf(events);
        events.clear();
        return now;
    }

    @Override
    public void close() {}
}
