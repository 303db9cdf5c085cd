package canbao.sms.gateway;

import java.util.List;

/** What we know of one write, and nothing more. Message ids are the gateway's, 64 unsigned bits, one per segment. */
public sealed interface SubmitResult {
    /** The gateway took every segment. */
    record Accepted(List<Long> gatewayIds) implements SubmitResult {
        public Accepted {
            gatewayIds = List.copyOf(gatewayIds);
        }
    }

    /** The gateway took no segment: known not sent. */
    record Refused(int code) implements SubmitResult {
        /** Sent too fast; the same message may be tried again later. */
        public static final int TOO_FAST = 8;
    }

    /** The gateway took some segments and refused another: the handset never gets the whole text. */
    record Partial(List<Long> gatewayIds, int code) implements SubmitResult {
        public Partial {
            gatewayIds = List.copyOf(gatewayIds);
        }
    }

    /** Bytes may have left and no answer came; ids of the segments that were answered. */
    record InDoubt(List<Long> gatewayIds, String why) implements SubmitResult {
        public InDoubt {
            gatewayIds = List.copyOf(gatewayIds);
        }
    }

    /** No byte left: it may go out again at once. */
    record NotWritten() implements SubmitResult {}
}
