package canbao.identity;

import canbao.identity.review.Finding;
import canbao.model.FeedId;
import canbao.model.batch.SightingFrom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the vault knows of one person: the certificates, and each source's latest word on name, phone and birth. Merging
 * sightings in any order gives the same record.
 */
final class VaultRecord {
    private static final int FORMAT = 2;
    private static final int WITHOUT_BIRTH = 1;

    private final TreeSet<Certificate> certificates = new TreeSet<>();
    private final TreeMap<String, Word> words = new TreeMap<>();

    /** Births are known before any number is: a real number outranks a birth certificate. */
    record Certificate(String type, String number) implements Comparable<Certificate> {
        boolean isOfBirth() {
            return type.equals(Certificates.BIRTH);
        }

        @Override
        public int compareTo(Certificate other) {
            return Comparator.comparing(Certificate::isOfBirth)
                    .thenComparing(Certificate::type)
                    .thenComparing(Certificate::number)
                    .compare(this, other);
        }
    }

    /** One source's word; empty texts where it has none. */
    record Word(String source, long version, String name, String phone, String birth) {}

    /** Takes a sighting in; false when it changes nothing. */
    boolean merge(SightingFrom from) {
        boolean news = certificates.add(new Certificate(
                from.sighting().certificateType(), from.sighting().certificateNumber()));
        String source = from.source().toString();
        Word word = new Word(
                source,
                from.version().toEpochMilli(),
                Objects.requireNonNullElse(from.sighting().name(), ""),
                Objects.requireNonNullElse(from.sighting().phone(), ""),
                Objects.requireNonNullElse(from.sighting().birth(), ""));
        Word known = words.get(source);
        if (known == null || newer(word, known)) {
            words.put(source, word);
            news = true;
        }
        return news;
    }

    Certificate certificate() {
        return certificates.first();
    }

    /** Every source's word, in their order. */
    List<Word> words() {
        return List.copyOf(words.values());
    }

    /** The newest word of a register that names the person. */
    Optional<Word> judged(Judges judges) {
        return words.values().stream()
                .filter(word -> !word.name.isEmpty() && judges.judges(word.source))
                .max(Comparator.comparingLong(Word::version).thenComparing(Word::source));
    }

    /** Which sources contradict the register's name, or a birth that number or register know; one finding each at most. */
    List<Finding> findings(Judges judges) {
        String name = judged(judges).map(Word::name).orElse("");
        // Kept only where it may differ from what the number says: nearly nowhere.
        String birth = words.values().stream().allMatch(word -> word.birth.isEmpty()) ? "" : birth(judges);
        List<Finding> findings = new ArrayList<>(0);
        for (Word word : words.values()) {
            boolean named = !name.isEmpty()
                    && !word.name.isEmpty()
                    && !judges.judges(word.source)
                    && !Names.same(name, word.name);
            boolean born = !birth.isEmpty() && !word.birth.isEmpty() && !birth.equals(word.birth);
            if (named || born) {
                Finding.Kind kind = named && born
                        ? Finding.Kind.NAME_AND_BIRTH_DIFFER
                        : named ? Finding.Kind.NAME_DIFFERS : Finding.Kind.BIRTH_DIFFERS;
                String names = named ? Names.compared(name) + "\n" + Names.compared(word.name) : "";
                String births = born ? birth + "\n" + word.birth : "";
                findings.add(
                        new Finding(FeedId.of(word.source), kind, judges.keys().words(names, births)));
            }
        }
        return findings;
    }

    /** When the number says that he was born, else the register. */
    String birth(Judges judges) {
        LocalDate birth = new Certificates.Valid(certificate().type, certificate().number).birth();
        if (birth != null) {
            return birth.toString();
        }
        return words.values().stream()
                .filter(word -> !word.birth.isEmpty() && judges.judges(word.source))
                .max(Comparator.comparingLong(Word::version).thenComparing(Word::source))
                .map(Word::birth)
                .orElse("");
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
            for (Word word : words.values()) {
                out.writeUTF(word.source);
                out.writeLong(word.version);
                out.writeUTF(word.name);
                out.writeUTF(word.phone);
                out.writeUTF(word.birth);
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
            if (format != FORMAT && format != WITHOUT_BIRTH) {
                throw new IllegalStateException("a vault record has the unknown format " + format);
            }
            for (int n = in.readByte(); n > 0; n--) {
                record.certificates.add(new Certificate(in.readUTF(), in.readUTF()));
            }
            for (int n = in.readByte(); n > 0; n--) {
                String source = in.readUTF();
                record.words.put(
                        source,
                        new Word(
                                source,
                                in.readLong(),
                                in.readUTF(),
                                in.readUTF(),
                                format == WITHOUT_BIRTH ? "" : in.readUTF()));
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
                        .thenComparing(Word::birth)
                        .compare(word, known)
                > 0;
    }

    /** The newest word on something among some sources', whatever order they come in. */
    static @Nullable String latest(List<Word> words, Function<Word, String> part) {
        Optional<Word> word = words.stream()
                .filter(candidate -> !part.apply(candidate).isEmpty())
                .max(Comparator.comparingLong(Word::version).thenComparing(part));
        return word.map(part).orElse(null);
    }
}
