package canbao.sms.gateway;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** The words by which a reader refuses further texts, in either width and case. */
public final class OptOut {
    private static final Set<String> WORDS = Set.of("R", "T", "TD", "退订", "拒收");

    private OptOut() {}

    public static boolean in(String reply) {
        String plain = Normalizer.normalize(reply, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
        return WORDS.contains(plain);
    }
}
