package canbao.sms.gateway;

import java.util.UUID;

/** Something that the gateway told us. */
public sealed interface GatewayEvent {
    /** The one answer to a submitted message. */
    record Answered(UUID message, int attempt, SubmitResult result) implements GatewayEvent {}

    /**
     * What became of one segment. Acknowledge it after it is stored and committed, not before: an unacknowledged one
     * comes again.
     */
    record Receipt(long gatewayId, String phone, String stat, Runnable acknowledgement) implements GatewayEvent {
        @Override
        public String toString() {
            return "Receipt[" + Long.toUnsignedString(gatewayId) + " " + stat + "]";
        }
    }

    /** A text from a handset; the same rule for acknowledging. */
    record Reply(String phone, String text, Runnable acknowledgement) implements GatewayEvent {
        @Override
        public String toString() {
            return "Reply[]";
        }
    }
}
