package canbao.routes.sftp;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/** One client's SFTP conversation: an allow-list of commands, and which uploads the client itself has ended. */
final class BoxSubsystem extends SftpSubsystem {
    private static final AtomicLong UPLOADS = new AtomicLong();
    private static final Set<Integer> ALLOWED = Set.of(
            SftpConstants.SSH_FXP_INIT,
            SftpConstants.SSH_FXP_OPEN,
            SftpConstants.SSH_FXP_CLOSE,
            SftpConstants.SSH_FXP_READ,
            SftpConstants.SSH_FXP_WRITE,
            SftpConstants.SSH_FXP_STAT,
            SftpConstants.SSH_FXP_LSTAT,
            SftpConstants.SSH_FXP_FSTAT,
            SftpConstants.SSH_FXP_OPENDIR,
            SftpConstants.SSH_FXP_READDIR,
            SftpConstants.SSH_FXP_REMOVE,
            SftpConstants.SSH_FXP_REALPATH,
            SftpConstants.SSH_FXP_RENAME);

    private final Map<String, Path> uploads = new ConcurrentHashMap<>();
    private volatile @Nullable String closing;

    BoxSubsystem(ChannelSession channel, SftpSubsystemConfigurator configurator) {
        super(channel, configurator);
    }

    /** Makes these conversations. */
    static final class Factory extends SftpSubsystemFactory {
        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new BoxSubsystem(channel, this);
        }
    }

    /** A hidden name for an upload that has just been opened. */
    Path part(String handle, Path file) {
        Path part = file.resolveSibling("." + UPLOADS.incrementAndGet() + "-" + System.nanoTime() + ".part");
        uploads.put(handle, part);
        return part;
    }

    /** Where the upload lies, and forgets it; empty when the handle was no upload. */
    Optional<Path> uploaded(String handle) {
        return Optional.ofNullable(uploads.remove(handle));
    }

    boolean isClosedByClient(String handle) {
        return handle.equals(closing);
    }

    @Override
    protected void doProcess(Buffer buffer, int length, int type, int id) throws IOException {
        if (ALLOWED.contains(type)) {
            super.doProcess(buffer, length, type, id);
        } else if (type == SftpConstants.SSH_FXP_SETSTAT || type == SftpConstants.SSH_FXP_FSETSTAT) {
            // Many clients set the time after an upload and call it failed when they may not.
            sendStatus(prepareReply(buffer), id, SftpConstants.SSH_FX_OK, "");
        } else {
            sendStatus(prepareReply(buffer), id, SftpConstants.SSH_FX_OP_UNSUPPORTED, "not allowed here");
        }
    }

    @Override
    protected void doClose(int id, String handle) throws IOException {
        closing = handle;
        try {
            super.doClose(id, handle);
        } finally {
            closing = null;
        }
    }

    @Override
    protected Map<String, Object> doFStat(int id, String handle, int flags) throws IOException {
        Path part = uploads.get(handle);
        return part == null
                ? super.doFStat(id, handle, flags)
                : resolveFileAttributes(part, flags, true, LinkOption.NOFOLLOW_LINKS);
    }
}
