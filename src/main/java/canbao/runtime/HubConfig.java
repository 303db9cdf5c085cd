package canbao.runtime;

import canbao.alert.Webhook;
import canbao.console.ConsoleSettings;
import canbao.console.ConsoleSettings.Tls;
import canbao.io.DatabaseAddress;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.runtime.door.DoorSettings;
import canbao.sms.SendingRules;
import canbao.sms.cmpp.CmppAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * {@code config/hub.yaml}: where things are. What the hub does stands in the contracts, policies, reminder plans and
 * routes. Secrets are references to files (relative to the config folder) or environment variables; unknown keys fail.
 *
 * @param instance this instance's name, the same after every restart
 * @param leaseLength how long another instance waits before it takes over from one that fell silent
 * @param webhook whom to tell of alerts
 */
public record HubConfig(
        Path folder,
        String instance,
        Duration leaseLength,
        DatabaseAddress database,
        Wakeups wakeups,
        ConsoleSettings console,
        Keys keys,
        CmppAccount sms,
        SendingRules sending,
        RouteValues routes,
        DoorSettings doors,
        Optional<Webhook> webhook) {

    /** The Kafka cluster and topic that carry wake-ups. */
    public record Wakeups(String servers, String topic, int partitions) {}

    /** The vault's SM4 key and the key of the look-up hashes. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Keys(byte[] vault, byte[] lookup) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** What {@code {{name}}} stands for in a route; some are passwords. */
    public record RouteValues(Properties values) {
        @Override
        public String toString() {
            return values.stringPropertyNames().toString();
        }
    }

    /** Reads {@code hub.yaml} of a config folder; everything wrong in it becomes a problem. */
    public static HubConfig load(Path folder, Problems problems) {
        YamlNode file = YamlNode.load(folder.resolve("hub.yaml"), "config/hub.yaml", problems);
        HubConfig config = new HubConfig(
                folder,
                file.text("instance"),
                file.duration("leaseLength", Duration.ofSeconds(10)),
                database(folder, file.child("postgres")),
                wakeups(file.child("kafka")),
                console(folder, file.child("http")),
                keys(folder, file.child("keys")),
                sms(folder, file.child("sms")),
                SendingRules.DEFAULT.withSegmentsPerSecond(file.child("sms").integer("segmentsPerSecond", 200)),
                routes(folder, file.child("routes")),
                DoorSettings.read(file, folder, (node, key) -> secret(folder, node, key)),
                file.has("alerts") ? webhook(folder, file.child("alerts")) : Optional.empty());
        // Read where they are used: accounts belong to security.
        file.child("admin");
        file.children("staff");
        file.done();
        return config;
    }

    private static DatabaseAddress database(Path folder, YamlNode node) {
        DatabaseAddress address = new DatabaseAddress(
                node.text("host"),
                node.integer("port", 5432),
                node.text("database"),
                node.text("user"),
                secret(folder, node, "password"));
        node.done();
        return address;
    }

    private static Wakeups wakeups(YamlNode node) {
        Wakeups wakeups =
                new Wakeups(node.text("servers"), node.text("topic", "canbao.changes"), node.integer("partitions", 4));
        if (wakeups.partitions() < 1 || wakeups.partitions() > 64) {
            node.problem("partitions", "between 1 and 64", "4 suits one or two instances");
        }
        node.done();
        return wakeups;
    }

    private static ConsoleSettings console(Path folder, YamlNode node) {
        String host = node.text("host", "127.0.0.1");
        int port = node.integer("port", 8080);
        Tls tls = node.has("tls") ? tls(folder, node.child("tls")) : null;
        List<String> names = node.texts("hostNames");
        node.done();
        ConsoleSettings loopback = ConsoleSettings.loopback(port);
        Set<String> hostNames = new LinkedHashSet<>(loopback.hostNames());
        hostNames.addAll(names);
        return new ConsoleSettings(host, port, loopback.bodyLimit(), hostNames, tls);
    }

    private static Tls tls(Path folder, YamlNode node) {
        Path clients = node.has("clientCertificates") ? pem(folder, node, "clientCertificates") : null;
        boolean required = node.flag("required", false);
        if (required && clients == null) {
            node.problem("required", "no certificate could pass", "add clientCertificates: <PEM file>");
        }
        Tls tls = new Tls(pem(folder, node, "certificate"), pem(folder, node, "key"), clients, required);
        node.done();
        return tls;
    }

    private static Path pem(Path folder, YamlNode node, String key) {
        Path file = folder.resolve(node.text(key));
        if (!Files.isRegularFile(file)) {
            node.problem(key, "no file " + folder.relativize(file), "put a PEM file there");
        }
        return file;
    }

    private static Keys keys(Path folder, YamlNode node) {
        Keys keys = new Keys(key(folder, node, "vault", 16), key(folder, node, "lookup", 32));
        node.done();
        return keys;
    }

    private static byte[] key(Path folder, YamlNode node, String key, int bytes) {
        try {
            byte[] value = HexFormat.of().parseHex(secret(folder, node, key));
            if (value.length == bytes) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same problem: a wrong length and a wrong letter have the same fix.
        }
        node.problem(key, bytes * 2 + " hex digits are needed", "make the file with ./hub secrets");
        return new byte[bytes];
    }

    private static CmppAccount sms(Path folder, YamlNode node) {
        CmppAccount account = CmppAccount.of(
                        node.text("account"),
                        node.text("host"),
                        node.integer("port", 7890),
                        new CmppAccount.Login(node.text("user"), secret(folder, node, "secret")),
                        node.text("serviceNumber"))
                .withWindow(node.integer("window", 16));
        node.integer("segmentsPerSecond", 200);
        node.done();
        return account;
    }

    private static Optional<Webhook> webhook(Path folder, YamlNode alerts) {
        YamlNode node = alerts.child("webhook");
        alerts.done();
        String text = node.text("url");
        String secret = secret(folder, node, "secret");
        node.done();
        try {
            URI url = new URI(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return Optional.of(new Webhook(url, secret));
            }
        } catch (URISyntaxException e) {
            // Told below, like an address without a host.
        }
        node.problem("url", "must be an address of http or https", "write https://alerts.example.gov.cn/canbao");
        return Optional.empty();
    }

    private static RouteValues routes(Path folder, YamlNode node) {
        Properties values = new Properties();
        for (String name : node.keys()) {
            values.setProperty(
                    name,
                    name.endsWith(".password") || node.isMapping(name) ? secret(folder, node, name) : node.text(name));
        }
        node.done();
        return new RouteValues(values);
    }

    private static String secret(Path folder, YamlNode parent, String key) {
        YamlNode node = parent.child(key);
        if (node.has("env")) {
            String name = node.text("env");
            node.done();
            String value = System.getenv(name);
            if (value == null) {
                node.problem("env", "the environment variable " + name + " is not set", "set it before the start");
            }
            return value == null ? "" : value.strip();
        }
        String place = node.text("file");
        node.done();
        Path file = folder.resolve(place);
        if (!Files.isRegularFile(file)) {
            node.problem("file", "no secret at " + place, "make it with ./hub secrets, or write it there");
            return "";
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret at " + place, e);
        }
    }
}
