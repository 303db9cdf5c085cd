package canbao.draft;

import canbao.crypto.Sm3;
import canbao.draft.PolicyDraft.Forecast;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** What somebody proposes: a policy's text, from which day on, why, and what the what-if said. */
record Proposal(String text, LocalDate activateOn, String reason, Forecast forecast) {
    String digest() {
        return digest(text);
    }

    static String digest(String text) {
        return Sm3.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
