package canbao.cli.feed.live;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import javax.net.ssl.SSLException;

/** The hub gave no answer. Its message names the address and the cause. */
final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean nothingSent;

    NoAnswer(String address, IOException cause) {
        super(address + ": " + words(cause), cause);
        this.nothingSent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLException;
    }

    /** Whether no connection was made at all, so that nothing can have been stored. */
    boolean nothingSent() {
        return nothingSent;
    }

    private static String words(IOException cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null ? name : name + " " + message;
    }
}
