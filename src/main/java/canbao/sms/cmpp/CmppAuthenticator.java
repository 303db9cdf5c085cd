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

    private static Buffer md5(Buffer bytes) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("MD5").digest(bytes.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5, which CMPP needs", e);
        }
    }
}
