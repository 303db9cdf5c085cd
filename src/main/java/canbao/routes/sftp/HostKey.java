package canbao.routes.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;

/** The key by which agencies know the hub's SFTP server: a file in OpenSSH's form that only its owner can read. */
public final class HostKey {
    private HostKey() {}

    /** Makes a new key (ECDSA, nistp256), unless the file is there. */
    public static void create(Path file, SecureRandom random) {
        if (Files.exists(file)) {
            return;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(file)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                        generator.generateKeyPair(), "canbao hub", null, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the SFTP host key " + file.getFileName(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curve secp256r1", e);
        }
    }

    static KeyPair read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("no SFTP host key at " + file + ": make it with ./hub secrets");
        }
        for (KeyPair key : new FileKeyPairProvider(file).loadKeys(null)) {
            return key;
        }
        throw new IllegalStateException("no key in " + file + ": delete it and run ./hub secrets");
    }
}
