package canbao.sms.cmpp;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Cuts a stream of bytes into frames by their length prefix; throws {@link CmppFault} on an impossible length. */
public final class CmppFrames implements Handler<Buffer> {
    private static final int LONGEST_FRAME = 4096;

    private final Consumer<Buffer> frames;
    private Buffer pending = Buffer.buffer();

    public CmppFrames(Consumer<Buffer> frames) {
        this.frames = frames;
    }

    @Override
    public void handle(Buffer chunk) {
        Buffer all = pending.length() == 0 ? chunk : pending.appendBuffer(chunk);
        int from = 0;
        while (all.length() - from >= Integer.BYTES) {
            int length = all.getInt(from);
            if (length < CmppCommand.HEADER_BYTES || length > LONGEST_FRAME) {
                throw new CmppFault("a frame of " + length + " bytes");
            }
            if (all.length() - from < length) {
                break;
            }
            frames.accept(all.getBuffer(from, from + length));
            from += length;
        }
        pending = all.getBuffer(from, all.length());
    }
}
