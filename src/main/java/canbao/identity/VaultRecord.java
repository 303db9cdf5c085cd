package canbao.identity;

import canbao.model.Identity;
import canbao.model.batch.SightingFrom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the vault knows of one person: the certificates, and each source's latest word on name and phone. Merging
 * sightings in any order gives the same record.
 */
final class VaultRecord {
    private static final int FORMAT = 1;
    /** Births are known before any number is: a real number outranks a birth certificate. */
    private static final String BIRTH_CERTIFICATE = "990201";

    private final TreeSet<Certificate> certificates = new TreeSet<>();
    private final TreeMap<String, Word> words = new TreeMap<>();

    private record Certificate(String type, String number) implements Comparable<Certificate> {
        @Override
        public int compareTo(Certificate other) {
            return Comparator.comparing((Certificate c) -> c.type.equals(BIRTH_CERTIFICATE))
                    .thenComparing(Certificate::type)
                    .thenComparing(Certificate::number)
                    .compare(this, other);
        }
    }

    private record Word(long version, String name, String phone) {}

    /** Takes a sighting in; false when it changes nothing. */
    boolean merge(SightingFrom from) {
        boolean news = certificates.add(new Certificate(
                from.sighting().certificateType(), from.sighting().certificateNumber()));
        Word word = new Word(
                from.version().toEpochMilli(),
                Objects.requireNonNullElse(from.sighting().name(), ""),
                Objects.requireNonNullElse(from.sighting().phone(), ""));
        Word known = words.get(from.source().toString());
        if (known == null || newer(word, known)) {
            words.put(from.source().toString(), word);
            news = true;
        }
        return news;
    }

    Identity identity() {
        Certificate certificate = certificates.first();
        return new Identity(certificate.type, certificate.number, latest(Word::name), latest(Word::phone));
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeByte(certificates.size());
            for (Certificate certificate : certificates) {
                out.writeUTF(certificate.type);
                out.writeUTF(certificate.number);
            }
            out.writeByte(words.size());
            for (Map.Entry<String, Word> word : words.entrySet()) {
                out.writeUTF(word.getKey());
                out.writeLong(word.getValue().version);
                out.writeUTF(word.getValue().name);
                out.writeUTF(word.getValue().phone);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static VaultRecord of(byte[] bytes) {
        VaultRecord record = new VaultRecord();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalStateException("a vault record has the unknown format " + format);
            }
            for (int n = in.readByte(); n > 0; n--) {
                record.certificates.add(new Certificate(in.readUTF(), in.readUTF()));
            }
            for (int n = in.readByte(); n > 0; n--) {
                record.words.put(in.readUTF(), new Word(in.readLong(), in.readUTF(), in.readUTF()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a vault record is cut short", e);
        }
        return record;
    }

    /** Of two words of one source the later counts; of two of the same moment the greater text, whatever came first. */
    private static boolean newer(Word word, Word known) {
        return Comparator.comparingLong(Word::version)
                        .thenComparing(Word::name)
                        .thenComparing(Word::phone)
                        .compare(word, known)
                > 0;
    }

    private @Nullable String latest(Function<Word, String> part) {
        Optional<Word> word = words.values().stream()
                .filter(candidate -> !part.apply(candidate).isEmpty())
                .max(Comparator.comparingLong(Word::version).thenComparing(part));
        return word.map(part).orElse(null);
    }
}
