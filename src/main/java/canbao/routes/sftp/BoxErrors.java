package canbao.routes.sftp;

import java.nio.file.AccessDeniedException;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;

/** Tells a client why it may not do something; of other failures no more than their kind, for their texts name our folders. */
final class BoxErrors implements SftpErrorStatusDataHandler {
    @Override
    public String resolveErrorMessage(
            SftpSubsystemEnvironment environment, int id, Throwable failure, int status, int command, Object... about) {
        return failure instanceof AccessDeniedException denied && denied.getFile() == null && denied.getReason() != null
                ? denied.getReason()
                : SftpErrorStatusDataHandler.super.resolveErrorMessage(
                        environment, id, failure, status, command, about);
    }
}
