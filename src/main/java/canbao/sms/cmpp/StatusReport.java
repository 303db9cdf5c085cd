package canbao.sms.cmpp;

import io.vertx.core.buffer.Buffer;

/**
 * What became of one segment: the content of a DELIVER with the report flag.
 *
 * @param messageId the id that the submit response gave, or will give
 * @param stat {@code DELIVRD}, {@code EXPIRED}, {@code UNDELIV} … or a gateway's own seven characters
 * @param submitTime and {@code doneTime}: yyMMddHHmm, the gateway's clock
 */
public record StatusReport(long messageId, String stat, String submitTime, String doneTime, String destination) {
    private static final int BYTES = 60;

    public static StatusReport read(Buffer content) {
        if (content.length() < BYTES) {
            throw new CmppFault("a status report of " + content.length() + " bytes instead of " + BYTES);
        }
        return new StatusReport(
                content.getLong(0),
                CmppReader.trimmed(content.getBuffer(8, 15)),
                CmppReader.trimmed(content.getBuffer(15, 25)),
                CmppReader.trimmed(content.getBuffer(25, 35)),
                CmppReader.trimmed(content.getBuffer(35, 56)));
    }

    public Buffer write() {
        return Buffer.buffer()
                .appendLong(messageId)
                .appendBuffer(CmppWriter.text(stat, 7))
                .appendBuffer(CmppWriter.text(submitTime, 10))
                .appendBuffer(CmppWriter.text(doneTime, 10))
                .appendBuffer(CmppWriter.text(destination, 21))
                .appendInt(0);
    }

    @Override
    public String toString() {
        return "StatusReport[" + Long.toUnsignedString(messageId) + " " + stat + "]";
    }
}
