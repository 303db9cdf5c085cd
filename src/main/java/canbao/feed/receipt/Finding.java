package canbao.feed.receipt;

import canbao.model.Wording;

/**
 * One thing found out about a receipt.
 *
 * @param good whether it speaks for the receipt
 * @param rule in upper case with underscores
 */
public record Finding(boolean good, String rule, Wording says) {
    static Finding good(String rule, String zh, String en) {
        return new Finding(true, rule, new Wording(zh, en));
    }

    static Finding bad(String rule, String zh, String en) {
        return new Finding(false, rule, new Wording(zh, en));
    }
}
