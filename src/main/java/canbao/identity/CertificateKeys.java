package canbao.identity;

import canbao.crypto.Sm3Mac;
import canbao.model.FeedId;
import java.util.List;
import java.util.UUID;

/**
 * Keyed names (HMAC-SM3, 128 bits) for what must not be readable: certificates, rows, phones. The same input always gives
 * the same name under the same key. Safe to share; a busy thread takes a {@link #copy()} so that it waits for nobody.
 */
public final class CertificateKeys {
    private final Sm3Mac mac;

    /**
     * Makes names under a secret.
     *
     * @param hmacKey at least 16 random bytes, the same ones for as long as the registry's keys shall hold
     */
    public CertificateKeys(byte[] hmacKey) {
        if (hmacKey.length < 16) {
            throw new IllegalArgumentException("the certificate key needs at least 16 bytes, not " + hmacKey.length);
        }
        this.mac = new Sm3Mac(hmacKey);
    }

    private CertificateKeys(Sm3Mac mac) {
        this.mac = mac;
    }

    public synchronized CertificateKeys copy() {
        return new CertificateKeys(mac.copy());
    }

    /** The key of a certificate, from its type and its number as {@link Certificates#check} spells it. */
    public synchronized UUID key(String type, String normalisedNumber) {
        // one compression of SM3: the text stays under 55 bytes
        return mac.key("c\n" + type + "\n" + normalisedNumber);
    }

    /** The key of a row, from its feed and the values of its key columns. Values hold no line breaks. */
    public synchronized UUID rowKey(FeedId feed, List<String> values) {
        return mac.key("r\n" + feed + "\n" + String.join("\n", values));
    }

    /** The key of a phone number as {@link Phones#normalised} spells it. */
    public synchronized UUID phoneKey(String phone) {
        return mac.key("p\n" + phone);
    }

    /** A name for what two sources say against each other, by which it is known again. */
    public synchronized UUID words(String... words) {
        return mac.key("w\n" + String.join("\n", words));
    }

    /** A secret seed for hashes that are compared inside the hub only. */
    public synchronized long seed(String purpose) {
        return mac.key("s\n" + purpose).getMostSignificantBits();
    }
}
