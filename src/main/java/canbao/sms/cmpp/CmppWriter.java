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

/** Writes CMPP 2.0: a header of length, command and sequence id, then a body of fixed fields. */
public final class CmppWriter {
    private static final int LONGEST_CONTENT = 140;

    private CmppWriter() {}

    /** Throws {@link IllegalArgumentException} when a value is longer than its field: nothing is ever cut off. */
    public static Buffer write(int sequence, CmppMessage message) {
        Buffer body = switch (message) {
            case Connect connect -> connect(connect);
            case ConnectResp answer ->
                Buffer.buffer()
                        .appendByte((byte) answer.status())
                        .appendBuffer(exactly(answer.authenticator(), 16))
                        .appendByte((byte) answer.version());
            case Submit submit -> submit(submit);
            case SubmitResp answer -> idAndResult(answer.messageId(), answer.result());
            case Deliver deliver -> deliver(deliver);
            case DeliverResp answer -> idAndResult(answer.messageId(), answer.result());
            case ActiveTest none -> Buffer.buffer();
            case ActiveTestResp none -> Buffer.buffer().appendByte((byte) 0);
            case Terminate none -> Buffer.buffer();
            case TerminateResp none -> Buffer.buffer();
        };
        return Buffer.buffer()
                .appendInt(CmppCommand.HEADER_BYTES + body.length())
                .appendInt(command(message))
                .appendInt(sequence)
                .appendBuffer(body);
    }

    private static int command(CmppMessage message) {
        return switch (message) {
            case Connect m -> CmppCommand.CONNECT;
            case ConnectResp m -> CmppCommand.CONNECT | CmppCommand.ANSWER;
            case Submit m -> CmppCommand.SUBMIT;
            case SubmitResp m -> CmppCommand.SUBMIT | CmppCommand.ANSWER;
            case Deliver m -> CmppCommand.DELIVER;
            case DeliverResp m -> CmppCommand.DELIVER | CmppCommand.ANSWER;
            case ActiveTest m -> CmppCommand.ACTIVE_TEST;
            case ActiveTestResp m -> CmppCommand.ACTIVE_TEST | CmppCommand.ANSWER;
            case Terminate m -> CmppCommand.TERMINATE;
            case TerminateResp m -> CmppCommand.TERMINATE | CmppCommand.ANSWER;
        };
    }

    private static Buffer connect(Connect connect) {
        return Buffer.buffer()
                .appendBuffer(text(connect.account(), 6))
                .appendBuffer(exactly(connect.authenticator(), 16))
                .appendByte((byte) connect.version())
                .appendInt(connect.timestamp());
    }

    private static Buffer submit(Submit submit) {
        return Buffer.buffer()
                .appendLong(0)
                .appendByte((byte) submit.parts())
                .appendByte((byte) submit.part())
                .appendByte((byte) 1)
                .appendByte((byte) 1)
                .appendBuffer(text(submit.serviceId(), 10))
                // fee: charged to the sender, by month, nothing
                .appendByte((byte) 2)
                .appendBuffer(text("", 21))
                .appendByte((byte) 0)
                .appendByte(flag(submit.hasHeader()))
                .appendByte((byte) submit.format())
                .appendBuffer(text(submit.account(), 6))
                .appendBuffer(text("01", 2))
                .appendBuffer(text("0", 6))
                .appendBuffer(text(submit.validUntil(), 17))
                .appendBuffer(text("", 17))
                .appendBuffer(text(submit.source(), 21))
                .appendByte((byte) 1)
                .appendBuffer(text(submit.destination(), 21))
                .appendBuffer(content(submit.content()))
                .appendLong(0);
    }

    private static Buffer deliver(Deliver deliver) {
        return Buffer.buffer()
                .appendLong(deliver.messageId())
                .appendBuffer(text(deliver.destination(), 21))
                .appendBuffer(text(deliver.serviceId(), 10))
                .appendByte((byte) 0)
                .appendByte(flag(deliver.hasHeader()))
                .appendByte((byte) deliver.format())
                .appendBuffer(text(deliver.source(), 21))
                .appendByte(flag(deliver.report()))
                .appendBuffer(content(deliver.content()))
                .appendLong(0);
    }

    private static Buffer idAndResult(long messageId, int result) {
        return Buffer.buffer().appendLong(messageId).appendByte((byte) result);
    }

    private static Buffer content(Buffer content) {
        if (content.length() > LONGEST_CONTENT) {
            throw new IllegalArgumentException("content of " + content.length() + " bytes, at most " + LONGEST_CONTENT
                    + "; split the text into segments");
        }
        return Buffer.buffer().appendByte((byte) content.length()).appendBuffer(content);
    }

    static Buffer text(String value, int length) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > length) {
            throw new IllegalArgumentException(
                    "a value of " + bytes.length + " characters in a CMPP field of " + length);
        }
        return Buffer.buffer(length).appendBytes(bytes).appendBytes(new byte[length - bytes.length]);
    }

    private static Buffer exactly(Buffer value, int length) {
        if (value.length() != length) {
            throw new IllegalArgumentException("a CMPP field of " + length + " bytes got " + value.length());
        }
        return value;
    }

    private static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }
}
