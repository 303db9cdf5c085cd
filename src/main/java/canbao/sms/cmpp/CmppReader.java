package canbao.sms.cmpp;

import canbao.sms.cmpp.CmppMessage.ActiveTest;
import canbao.sms.cmpp.CmppMessage.ActiveTestResp;
import canbao.sms.cmpp.CmppMessage.Connect;
import canbao.sms.cmpp.CmppMessage.ConnectResp;
import canbao.sms.cmpp.CmppMessage.Deliver;
import canbao.sms.cmpp.CmppMessage.DeliverResp;
import canbao.sms.cmpp.CmppMessage.Submit;
import canbao.sms.cmpp.CmppMessage.SubmitResp;
import canbao.sms.cmpp.CmppMessage.Terminate;
import canbao.sms.cmpp.CmppMessage.TerminateResp;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Reads one frame of CMPP 2.0; throws {@link CmppFault} when it is something else. */
public final class CmppReader {
    private final Buffer frame;
    private int at = CmppCommand.HEADER_BYTES;

    private CmppReader(Buffer frame) {
        this.frame = frame;
    }

    /** @param frame a whole frame, as {@link CmppFrames} cuts them */
    public static CmppPdu read(Buffer frame) {
        int command = frame.getInt(4);
        try {
            return new CmppPdu(frame.getInt(8), new CmppReader(frame).body(command));
        } catch (IndexOutOfBoundsException e) {
            throw new CmppFault(
                    "a frame of " + frame.length() + " bytes is too short for command " + Integer.toHexString(command));
        }
    }

    private CmppMessage body(int command) {
        return switch (command) {
            case CmppCommand.CONNECT -> new Connect(text(6), bytes(16), octet(), integer());
            case CmppCommand.CONNECT | CmppCommand.ANSWER -> new ConnectResp(octet(), bytes(16), octet());
            case CmppCommand.SUBMIT -> submit();
            case CmppCommand.SUBMIT | CmppCommand.ANSWER -> new SubmitResp(number(), octet());
            case CmppCommand.DELIVER -> deliver();
            case CmppCommand.DELIVER | CmppCommand.ANSWER -> new DeliverResp(number(), octet());
            case CmppCommand.ACTIVE_TEST -> new ActiveTest();
            case CmppCommand.ACTIVE_TEST | CmppCommand.ANSWER -> new ActiveTestResp();
            case CmppCommand.TERMINATE -> new Terminate();
            case CmppCommand.TERMINATE | CmppCommand.ANSWER -> new TerminateResp();
            default -> throw new CmppFault("unknown command " + Integer.toHexString(command));
        };
    }

    private Submit submit() {
        skip(8);
        int parts = octet();
        int part = octet();
        skip(2);
        String serviceId = text(10);
        skip(1 + 21 + 1);
        boolean hasHeader = octet() == 1;
        int format = octet();
        String account = text(6);
        skip(2 + 6);
        String validUntil = text(17);
        skip(17);
        String source = text(21);
        int destinations = octet();
        String destination = text(21);
        skip(21 * (destinations - 1));
        Buffer content = bytes(octet());
        return new Submit(parts, part, serviceId, hasHeader, format, account, validUntil, source, destination, content);
    }

    private Deliver deliver() {
        long messageId = number();
        String destination = text(21);
        String serviceId = text(10);
        skip(1);
        boolean hasHeader = octet() == 1;
        int format = octet();
        String source = text(21);
        boolean report = octet() == 1;
        Buffer content = bytes(octet());
        return new Deliver(messageId, destination, serviceId, hasHeader, format, source, report, content);
    }

    private int octet() {
        return frame.getUnsignedByte(at++);
    }

    private int integer() {
        at += 4;
        return frame.getInt(at - 4);
    }

    private long number() {
        at += 8;
        return frame.getLong(at - 8);
    }

    private Buffer bytes(int length) {
        at += length;
        return frame.getBuffer(at - length, at);
    }

    private String text(int length) {
        return trimmed(bytes(length));
    }

    private void skip(int length) {
        at += length;
    }

    /** A fixed-length field up to its first zero, without the spaces that some gateways pad with. */
    static String trimmed(Buffer field) {
        int end = 0;
        while (end < field.length() && field.getByte(end) != 0) {
            end++;
        }
        return field.getString(0, end, StandardCharsets.US_ASCII.name()).strip();
    }
}
