package canbao.sms.cmpp;

/** Command ids of CMPP 2.0; an answer's id is the request's with the highest bit set. */
final class CmppCommand {
    static final int ANSWER = 0x80000000;
    static final int CONNECT = 1;
    static final int TERMINATE = 2;
    static final int SUBMIT = 4;
    static final int DELIVER = 5;
    static final int ACTIVE_TEST = 8;
    static final int HEADER_BYTES = 12;

    private CmppCommand() {}
}
