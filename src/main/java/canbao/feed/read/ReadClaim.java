package canbao.feed.read;

import canbao.feed.format.Row;
import canbao.identity.Certificates;
import canbao.model.batch.Claim;
import canbao.model.batch.Sighting;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row as read: its values in their one spelling, everything else worked out when asked for. */
final class ReadClaim implements Claim {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String HEX = "0123456789abcdef";

    private final RowShape shape;
    private final int part;
    private final int line;
    private final String[] spelt;
    private final Certificates.@Nullable Valid certificate;
    private final UUID rowKey;
    private final long contentHash;

    ReadClaim(
            RowShape shape,
            Row row,
            String[] spelt,
            Certificates.@Nullable Valid certificate,
            UUID rowKey,
            long contentHash) {
        this.shape = shape;
        this.part = row.part();
        this.line = row.line();
        this.spelt = spelt;
        this.certificate = certificate;
        this.rowKey = rowKey;
        this.contentHash = contentHash;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public int part() {
        return part;
    }

    @Override
    public String scope() {
        return shape.scope < 0 ? "" : spelt[shape.scope];
    }

    @Override
    public UUID rowKey() {
        return rowKey;
    }

    @Override
    public long contentHash() {
        return contentHash;
    }

    @Override
    public @Nullable Instant version() {
        if (shape.version < 0) {
            return null;
        }
        String text = spelt[shape.version];
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZONE).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }

    @Override
    public boolean personal() {
        return certificate != null;
    }

    private Certificates.Valid certificate() {
        return Objects.requireNonNull(certificate, "the row speaks of nobody");
    }

    @Override
    public Sighting sighting() {
        Certificates.Valid certificate = certificate();
        UUID key = shape.keyIsCertificate ? rowKey : shape.keys.key(certificate.type(), certificate.number());
        return new Sighting(
                key, certificate.type(), certificate.number(), optional(shape.name), optional(shape.phone), ownBirth());
    }

    @Override
    public String attributes() {
        StringBuilder json = new StringBuilder(200).append('{');
        for (int i = 0; i < spelt.length; i++) {
            if (shape.columns.get(i).use().kept()) {
                append(json, shape.columns.get(i).name(), spelt[i]);
            }
        }
        if (certificate != null && (shape.birth < 0 || spelt[shape.birth].isEmpty())) {
            LocalDate birth = certificate.birth();
            append(json, "birth", birth == null ? "" : birth.toString());
        }
        if (shape.judges) {
            append(json, "formerPerson", former());
        }
        return json.append('}').toString();
    }

    @Override
    public String toString() {
        return "Claim[" + shape.feed + " line " + line + "]";
    }

    /** When the row itself says that the person was born; null where the number says the same. */
    private @Nullable String ownBirth() {
        String birth = said();
        if (birth.isEmpty()) {
            return null;
        }
        LocalDate numbered = certificate().birth();
        return numbered != null && birth.equals(numbered.toString()) ? null : birth;
    }

    private String said() {
        if (shape.birth >= 0 && !spelt[shape.birth].isEmpty()) {
            return spelt[shape.birth];
        }
        boolean born = shape.event >= 0 && shape.date >= 0 && spelt[shape.event].equals("BIRTH");
        return born ? spelt[shape.date] : "";
    }

    /**
     * The key of the number under which the register knew the person before; empty where it says nothing of it. A birth
     * certificate beside a number that belongs to somebody of another age is a child's beside its mother's: no link.
     */
    private String former() {
        if (shape.former >= 0 && !spelt[shape.former].isEmpty()) {
            return key(Certificates.former(spelt[shape.former]));
        }
        boolean newborn = shape.birthCertificate >= 0
                && !spelt[shape.birthCertificate].isEmpty()
                && !certificate().type().equals(Certificates.BIRTH);
        return newborn && ownBirth() == null && !said().isEmpty()
                ? key(Certificates.check(Certificates.BIRTH, spelt[shape.birthCertificate]))
                : "";
    }

    private String key(Certificates.Result number) {
        return number instanceof Certificates.Valid valid
                        && !(valid.type().equals(certificate().type())
                                && valid.number().equals(certificate().number()))
                ? shape.keys.key(valid.type(), valid.number()).toString()
                : "";
    }

    private @Nullable String optional(int column) {
        return column < 0 || spelt[column].isEmpty() ? null : spelt[column];
    }

    private static void append(StringBuilder json, String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
