package canbao.sms.cmpp;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How both sides of CMPP prove that they know the shared secret: MD5, because the specification says so. */
public final class CmppAuthenticator {
    private CmppAuthenticator() {}

    /** The client's proof. {@code timestamp} is MMddHHmmss as a number, hashed with leading zeros. */
    public static Buffer source(String account, String secret, int timestamp) {
        return md5(Buffer.buffer(account)
                .appendBytes(new byte[9])
                .appendString(secret)
                .appendString("%010d".formatted(timestamp)));
    }

    /** The gateway's proof, over its status and the client's proof. */
    public static Buffer gateway(int status, Buffer source, String secret) {
        return md5(
                Buffer.buffer().appendByte((byte) status).appendBuffer(source).appendString(secret));
    }

    /**
     * Whether the gateway's proof shows that it knows the secret. Some gateways, China Mobile's own library among them,
     * hash the status as the four bytes of CMPP 3.0 although they speak 2.0.
     */
    static boolean proves(Buffer proof, Buffer source, String secret) {
        Buffer wide = md5(Buffer.buffer().appendInt(0).appendBuffer(source).appendString(secret));
        return proof.equals(gateway(0, source, secret)) || proof.equals(wide);
    }

    private static Buffer md5(Buffer bytes) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("MD5").digest(bytes.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5, which CMPP needs", e);
        }
    }
}
