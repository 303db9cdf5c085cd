package canbao.cli;

import canbao.cli.receipt.ReceiptKeyFile;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.routes.sftp.HostKey;
import canbao.security.Secret;
import canbao.security.signin.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the secret files that {@code hub.yaml} and {@code agencies.yaml} name, leaving alone those that are there. */
@Command(
        name = "secrets",
        description = "生成缺少的密钥文件和账号口令 / make the secret files that are missing, and the passwords of the accounts")
public final class SecretsCommand implements Callable<Integer> {
    private static final List<String> SHARED = List.of(
            "tax-1",
            "insurer-1",
            "civil-affairs-1",
            "health-1",
            "education-1",
            "township-1",
            "finance-1",
            "sms",
            "postgres",
            "civil-affairs-sftp");

    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Override
    public Integer call() throws IOException {
        Path folder = config.resolve("secrets");
        make(folder, new SecureRandom());
        ReceiptKeyFile.ensure(config, LocalDate.now(ZoneId.of("Asia/Shanghai")), new SecureRandom());
        YamlNode hub = YamlNode.load(config.resolve("hub.yaml"), "config/hub.yaml", new Problems());
        for (Map.Entry<String, String> account : Accounts.files(hub).entrySet()) {
            Path file = config.resolve(account.getValue());
            if (!Files.exists(file)) {
                String password = newPassword(new SecureRandom());
                Accounts.writePassword(file, password, new SecureRandom());
                System.out.println(account.getKey() + " 口令 / password of " + account.getKey() + ": " + password);
            }
        }
        System.out.println("密钥齐备 / all secrets are in " + folder);
        return 0;
    }

    /** Makes every secret but the administrator's password. */
    public static void make(Path folder, SecureRandom random) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String name : SHARED) {
            if (!Files.exists(folder.resolve(name))) {
                Secret.create(folder.resolve(name), random);
            }
        }
        key(folder.resolve("vault-key"), 16, random);
        key(folder.resolve("lookup-key"), 32, random);
        HostKey.create(folder.resolve("sftp-host-key"), random);
    }

    /** A random password of 16 hex digits. */
    public static String newPassword(SecureRandom random) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void key(Path file, int bytes, SecureRandom random) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        byte[] key = new byte[bytes];
        random.nextBytes(key);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
    }
}
