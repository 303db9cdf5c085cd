package canbao.sms.cmpp;

import io.vertx.core.buffer.Buffer;

/** The bodies of CMPP 2.0 that we speak; all texts are at most as long as their field, message ids are 64 unsigned bits. */
public sealed interface CmppMessage {
    /** @param timestamp MMddHHmmss as a number */
    record Connect(String account, Buffer authenticator, int version, int timestamp) implements CmppMessage {}

    /** @param status 0 accepted, 1 malformed, 2 unknown source, 3 wrong authenticator, 4 version too high */
    record ConnectResp(int status, Buffer authenticator, int version) implements CmppMessage {}

    /**
     * One segment to one phone, with a status report asked for.
     *
     * @param part counted from 1, of {@code parts}
     * @param hasHeader whether the content begins with a user data header
     * @param format 8 for UCS2
     * @param validUntil {@code yyMMddHHmmss032+} or empty
     */
    record Submit(
            int parts,
            int part,
            String serviceId,
            boolean hasHeader,
            int format,
            String account,
            String validUntil,
            String source,
            String destination,
            Buffer content)
            implements CmppMessage {
        @Override
        public String toString() {
            return "Submit[" + part + "/" + parts + "]";
        }
    }

    /** @param result 0 accepted, 8 too fast, see the specification for the rest */
    record SubmitResp(long messageId, int result) implements CmppMessage {}

    /**
     * A text from a handset, or a status report whose content is a {@link StatusReport}.
     *
     * @param destination our service number
     * @param source the handset
     */
    record Deliver(
            long messageId,
            String destination,
            String serviceId,
            boolean hasHeader,
            int format,
            String source,
            boolean report,
            Buffer content)
            implements CmppMessage {
        @Override
        public String toString() {
            return "Deliver[" + (report ? "report" : "text") + "]";
        }
    }

    record DeliverResp(long messageId, int result) implements CmppMessage {}

    record ActiveTest() implements CmppMessage {}

    record ActiveTestResp() implements CmppMessage {}

    record Terminate() implements CmppMessage {}

    record TerminateResp() implements CmppMessage {}
}
