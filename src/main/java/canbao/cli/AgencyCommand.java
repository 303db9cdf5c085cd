package canbao.cli;

import canbao.crypto.Sm2;
import canbao.io.yaml.Problems;
import canbao.security.AgenciesFile;
import canbao.security.AgencyKeys;
import canbao.security.PrivateFile;
import canbao.security.Secret;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What concerns agencies: their keys. */
@Command(
        name = "agency",
        description = "部门的密钥 / agencies' keys",
        subcommands = {AgencyCommand.Key.class})
final class AgencyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /** Makes a key and says what to write where; writes no configuration by itself. */
    @Command(
            name = "key",
            description = "生成一把密钥，并说明写到哪里、交给谁 / make a key, and say what to write where and what to hand to whom")
    static final class Key implements Callable<Integer> {
        private static final Pattern AGENCY = Pattern.compile("[a-z][a-z0-9-]{0,40}");

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(paramLabel = "AGENCY", description = "部门编号，如 tax / the agency's id, such as tax")
        @SuppressWarnings("NullAway.Init")
        private String agency;

        @Option(names = "--sm2", description = "SM2 签名：枢纽只存公钥 / SM2 signatures: the hub keeps the public key only")
        private boolean sm2;

        @Option(names = "--hmac", description = "HMAC-SM3 共享密文（缺省） / a shared secret for HMAC-SM3 (default)")
        private boolean hmac;

        @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
        private Path config = Path.of("config");

        @Option(names = "--out", description = "SM2 私钥写到哪个目录 / folder for an SM2 private key (${DEFAULT-VALUE})")
        private Path out = Path.of(".");

        @Override
        public Integer call() {
            if (!AGENCY.matcher(agency).matches()) {
                throw new ParameterException(
                        spec.commandLine(), "部门编号写作小写单词 / an agency's id is a lower-case word: tax, civil-affairs");
            }
            if (sm2 && hmac) {
                throw new ParameterException(spec.commandLine(), "--sm2 与 --hmac 只选一个 / choose --sm2 or --hmac");
            }
            String id = freeId();
            PrintWriter print = spec.commandLine().getOut();
            if (sm2) {
                sm2(id, print);
            } else {
                hmac(id, print);
            }
            print.println("枢纽几秒内自动生效，无需重启 / the hub takes it over within seconds, without a restart");
            print.flush();
            return 0;
        }

        private void hmac(String id, PrintWriter print) {
            Path file = config.resolve("secrets").resolve(id);
            Secret.create(file, new SecureRandom());
            entry(id, print);
            print.println("        secret: { file: secrets/" + id + " }");
            print.println("        from: " + today());
            print.println("把 " + file + " 的内容当面或经加密渠道交给对方，密钥编号 " + id
                    + " / hand the text in that file over in person or encrypted, with the key id " + id);
        }

        private void sm2(String id, PrintWriter print) {
            Sm2.Pair pair = Sm2.generate(new SecureRandom());
            Path file = out.resolve(id + ".key.pem");
            if (Files.exists(file)) {
                throw new ParameterException(
                        spec.commandLine(), file + " 已存在 / is there already: move it away, or choose another --out");
            }
            PrivateFile.write(file, pair.privateKey().pem());
            entry(id, print);
            print.println("        publicKey: |");
            print.print(pair.publicKey().pem().indent(10));
            print.println("        from: " + today());
            print.println(
                    "私钥在 " + file + "，由部门自己保管，不要交给枢纽 / the private key stays with the agency, never with the hub");
        }

        private void entry(String id, PrintWriter print) {
            print.println("把下面几行加到 config/agencies.yaml 中 " + agency + " 的 keys 下"
                    + " / add these lines to the keys of " + agency + " in config/agencies.yaml:");
            print.println("      - id: " + id);
        }

        /** The next number of this agency's keys; without the hub's configuration at hand, the first. */
        private String freeId() {
            AgencyKeys known = known();
            int n = 1;
            while (known.key(agency + "-" + n).isPresent()
                    || Files.exists(config.resolve("secrets").resolve(agency + "-" + n))) {
                n++;
            }
            return agency + "-" + n;
        }

        private AgencyKeys known() {
            if (!Files.exists(config.resolve("agencies.yaml"))) {
                return new AgencyKeys(java.util.List.of());
            }
            // Secrets that are missing yet are no reason not to make another.
            AgencyKeys known = AgenciesFile.load(config, System::getenv, new Problems());
            if (known.agencies().stream().noneMatch(one -> one.id().equals(agency))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "config/agencies.yaml 中没有 " + agency + "，先写上名称和 feeds / no agency " + agency
                                + " there: add it first, with its name and feeds");
            }
            return known;
        }

        private static LocalDate today() {
            return LocalDate.now(ZoneId.of("Asia/Shanghai"));
        }
    }
}
