package canbao.sms.gateway;

import java.util.Locale;
import java.util.Set;

/** What a status report's seven characters say of the handset. */
public enum ReceiptMeaning {
    DELIVERED,
    FAILED,
    /** On its way, or the gateway does not know: another report may follow. */
    OPEN;

    private static final Set<String> NOT_FINAL = Set.of("ACCEPTD", "ENROUTE", "UNKNOWN");

    public static ReceiptMeaning of(String stat) {
        String code = stat.toUpperCase(Locale.ROOT);
        if (code.equals("DELIVRD")) {
            return DELIVERED;
        }
        return NOT_FINAL.contains(code) ? OPEN : FAILED;
    }
}
