package canbao.security;

import canbao.crypto.Sm2;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FeedId;
import canbao.model.Wording;
import canbao.security.AgencyKeys.Agency;
import canbao.security.AgencyKeys.Key;
import canbao.security.AgencyKeys.Validity;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code config/agencies.yaml}: a list {@code agencies} of {@code {id, name: {zh, en}, feeds: […], doors, certificates:
 * [sha256:…], keys: [{id, secret: {file: …} or {env: …}, from, until, revoked}]}}; {@link AgencyDoors} tells what doors are.
 * A key has a {@code secret} (HMAC-SM3) or a {@code publicKey} (SM2, PEM text). The dates are days in Asia/Shanghai: valid
 * from the first to the day before the last; {@code until} may be left out; {@code revoked} is a moment with its offset.
 */
public final class AgenciesFile {
    private static final String NAME = "agencies.yaml";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Path folder;
    private final Function<String, @Nullable String> environment;
    private final Set<String> keyIds = new HashSet<>();
    private final Set<String> agencyIds = new HashSet<>();
    private final Set<String> owned = new HashSet<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<Agency> agencies = new ArrayList<>();

    private AgenciesFile(Path folder, Function<String, @Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * Reads the file and the secrets that it names; wrong entries become problems and are left out.
     *
     * @param folder the config folder; secret files are relative to it
     * @param environment usually {@code System::getenv}
     */
    public static AgencyKeys load(Path folder, Function<String, @Nullable String> environment, Problems problems) {
        YamlNode file = YamlNode.load(folder.resolve(NAME), NAME, problems);
        AgenciesFile reader = new AgenciesFile(folder, environment);
        file.children("agencies").forEach(reader::agency);
        file.done();
        return new AgencyKeys(reader.keys, reader.agencies);
    }

    private void agency(YamlNode node) {
        String id = node.text("id");
        YamlNode name = node.child("name");
        String zh = name.text("zh");
        String en = name.text("en");
        name.done();
        Set<String> feeds = feeds(node, id);
        AgencyDoors doors = doors(node);
        Set<Fingerprint> certificates = certificates(node);
        List<YamlNode> children = node.children("keys");
        node.done();
        if (!agencyIds.add(id)) {
            node.problem("id", "two agencies are called " + id, "give each agency one entry");
            return;
        }
        if (id.isBlank() || zh.isBlank() || en.isBlank()) {
            return;
        }
        Agency agency = new Agency(id, new Wording(zh, en), feeds, doors, certificates);
        agencies.add(agency);
        children.forEach(key -> key(key, agency));
    }

    private static Set<String> feeds(YamlNode node, String agency) {
        Set<String> feeds = new LinkedHashSet<>();
        for (String feed : node.texts("feeds")) {
            try {
                feeds.add(new FeedId(agency, feed).feed());
            } catch (IllegalArgumentException e) {
                node.problem("feeds", "not a feed's name: " + feed, "write lower-case words joined by hyphens");
            }
        }
        if (feeds.isEmpty()) {
            node.problem("feeds", "an agency needs feeds", "write feeds: [payments, answers]");
        }
        return feeds;
    }

    private AgencyDoors doors(YamlNode node) {
        if (!node.has("doors")) {
            return AgencyDoors.NONE;
        }
        AgencyDoors doors = AgencyDoors.read(node.child("doors"), folder, environment);
        doors.sftp().ifPresent(sftp -> own(node, "SFTP user " + sftp.user()));
        doors.folders().forEach(name -> own(node, "folder " + name));
        doors.tables().forEach(name -> own(node, "table " + name));
        return doors;
    }

    private void own(YamlNode node, String thing) {
        if (!owned.add(thing)) {
            node.problem("doors", "the " + thing + " is listed twice", "give it to one agency only");
        }
    }

    private static Set<Fingerprint> certificates(YamlNode node) {
        Set<Fingerprint> certificates = new LinkedHashSet<>();
        for (String text : node.texts("certificates")) {
            try {
                certificates.add(Fingerprint.of(text));
            } catch (IllegalArgumentException e) {
                node.problem("certificates", "not a fingerprint: " + text, "write sha256: or sm3: and 64 hex digits");
            }
        }
        return certificates;
    }

    private void key(YamlNode node, Agency agency) {
        String id = node.text("id");
        Optional<Proof> proof = proof(node);
        Instant from = startOf(node.date("from"));
        Instant until = node.has("until") ? startOf(node.date("until")) : Instant.MAX;
        Instant revoked = node.has("revoked") ? revoked(node) : null;
        node.done();
        if (!KEY_ID.matcher(id).matches()) {
            node.problem("id", "not a key id: " + id, "write 1 to 64 letters, digits, dots and hyphens");
        } else if (!keyIds.add(id)) {
            node.problem("id", "two keys are called " + id, "give each key its own id");
        } else if (!from.isBefore(until)) {
            node.problem("until", "not after from", "write the first day on which the key is no longer valid");
        } else if (proof.isPresent()) {
            keys.add(new Key(id, agency, proof.get(), new Validity(from, until, revoked)));
        }
    }

    private Optional<Proof> proof(YamlNode node) {
        Optional<Proof> shared = node.has("secret") ? shared(node) : Optional.empty();
        Optional<Proof> published = node.has("publicKey") ? published(node) : Optional.empty();
        if (node.has("secret") == node.has("publicKey")) {
            node.problem("", "a key has a secret or a publicKey", "make one with ./hub agency key");
            return Optional.empty();
        }
        return shared.or(() -> published);
    }

    private Optional<Proof> shared(YamlNode node) {
        return Secret.read(node.child("secret"), folder, environment).map(Proof.Hmac::new);
    }

    private static Optional<Proof> published(YamlNode node) {
        try {
            return Optional.of(new Proof.Signature(Sm2.PublicKey.of(node.text("publicKey"))));
        } catch (IllegalArgumentException e) {
            node.problem("publicKey", "not an SM2 public key in PEM", "paste what ./hub agency key --sm2 has printed");
            return Optional.empty();
        }
    }

    private static Instant revoked(YamlNode node) {
        try {
            return OffsetDateTime.parse(node.text("revoked")).toInstant();
        } catch (DateTimeException e) {
            node.problem("revoked", "not a moment", "write such as 2025-03-01T09:30:00+08:00");
            return Instant.EPOCH;
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(SHANGHAI).toInstant();
    }
}
