package canbao.sms.gateway;

import java.util.List;

/**
 * An SMS centre's account, seen from the hub. It never resends by itself: every submitted message gets exactly one
 * {@link GatewayEvent.Answered}, which says what is known. Called by one thread at a time.
 */
public interface SmsGateway {
    /** The account's name, under which its lease, attempts and receipts are kept. */
    String account();

    /** Connects, and stays connected until {@link #close()}. Opening twice is harmless. */
    void open();

    /** How many segments may be handed over now and will be written at once; 0 while not connected. */
    int free();

    /** How many messages were handed over and are not answered yet. */
    int outstanding();

    /** Hands a message over; its answer comes as an event. */
    void submit(Outgoing message);

    /** What happened since the last call, in order. */
    List<GatewayEvent> events();

    /** Disconnects; what was not written is answered so, what was written and not answered is in doubt. */
    void close();
}
