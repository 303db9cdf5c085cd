package canbao.sms.cmpp;

/** The other side sent bytes that are not CMPP 2.0; the connection cannot go on. */
public final class CmppFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CmppFault(String message) {
        super(message);
    }
}
