package canbao.cli.doors;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** An agency's upload to the SFTP server that the hub hosts, on loopback. */
final class SftpUpload {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SftpUpload() {}

    static void put(int port, String user, String password, String path, byte[] bytes) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            // The server is this very process.
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            try (ClientSession session =
                    client.connect(user, "127.0.0.1", port).verify(PATIENCE).getSession()) {
                session.addPasswordIdentity(password);
                session.auth().verify(PATIENCE);
                try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
                        OutputStream out = sftp.write(path)) {
                    out.write(bytes);
                }
            }
        }
    }
}
