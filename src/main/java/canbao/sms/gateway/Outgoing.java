package canbao.sms.gateway;

import java.time.Instant;
import java.util.UUID;

/**
 * A message on its way out. Carries a phone number: it lives between the claim and the gateway only.
 *
 * @param attempt which write of this message it is, from 1
 * @param validUntil when the gateway must give up
 */
public record Outgoing(UUID message, int attempt, String phone, String text, Instant validUntil) {
    @Override
    public String toString() {
        return "Outgoing[" + message + "#" + attempt + "]";
    }
}
