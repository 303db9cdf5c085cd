package canbao.cli.feed.live;

import canbao.crypto.Sm2;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which hub, with which key, over which connection. */
final class DoorOptions {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description = "枢纽地址，如 https://hub.example:8443 / the hub's address, without a path")
    private URI to = URI.create("http://127.0.0.1:8080");

    @Option(names = "--key-id", required = true, paramLabel = "ID", description = "密钥编号 / key id, such as tax-1")
    private String keyId = "";

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "HMAC-SM3 共享密文所在文件 / file with the shared secret")
    private @Nullable Path secretFile;

    @Option(
            names = "--sm2-key",
            paramLabel = "PEM",
            description = "SM2 私钥（PKCS #8 PEM）/ file with the SM2 private key, instead of --secret-file")
    private @Nullable Path sm2Key;

    @Option(names = "--ca", paramLabel = "PEM", description = "信任的证书 / certificates to trust instead of the machine's")
    private @Nullable Path authority;

    @Option(
            names = "--client-cert",
            paramLabel = "PEM",
            description = "客户端证书（双向 TLS）/ client certificate for mutual TLS")
    private @Nullable Path clientCertificate;

    @Option(names = "--client-key", paramLabel = "PEM", description = "其私钥（PKCS #8，无口令）/ its private key")
    private @Nullable Path clientKey;

    /** The door; throws {@link ParameterException} that says which option is wrong. Close it. */
    LiveDoor door(CommandSpec command, Clock clock) {
        if (!Set.of("http", "https").contains(String.valueOf(to.getScheme()))
                || to.getHost() == null
                || !Set.of("", "/").contains(to.getRawPath())
                || to.getRawQuery() != null) {
            throw wrong(command, "--to 应为 https://主机:端口，不带路径 / must be https://host:port, without a path: " + to);
        }
        if ((clientCertificate == null) != (clientKey == null)) {
            throw wrong(command, "--client-cert 和 --client-key 要一起用 / go together");
        }
        try {
            return new LiveDoor(to, key(command), clock, TlsFiles.context(authority, clientCertificate, clientKey));
        } catch (IllegalArgumentException e) {
            throw wrong(command, String.valueOf(e.getMessage()));
        }
    }

    private RequestKey key(CommandSpec command) {
        if ((secretFile == null) == (sm2Key == null)) {
            throw wrong(command, "--secret-file 和 --sm2-key 二选一 / give one of --secret-file and --sm2-key");
        }
        if (secretFile != null) {
            return RequestKey.Shared.of(keyId, text(secretFile, command));
        }
        return new RequestKey.Own(keyId, Sm2.PrivateKey.of(text(java.util.Objects.requireNonNull(sm2Key), command)));
    }

    private static String text(Path file, CommandSpec command) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw wrong(command, "读不到文件 / cannot read the file: " + file);
        }
    }

    static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
