package canbao.security;

import canbao.model.Wording;

/** Whether a request may go on. */
public sealed interface Verdict {
    /**
     * It comes from the agency, by this key.
     *
     * @param digest lower-case hex SM3 that its body must have
     */
    record Verified(String agency, String keyId, String nonce, String digest) implements Verdict {}

    /**
     * It is refused.
     *
     * @param rule in upper case with underscores
     * @param message what is wrong
     * @param fix what the sender should do
     * @param status the HTTP status
     */
    record Denied(String rule, Wording message, Wording fix, int status) implements Verdict {}
}
