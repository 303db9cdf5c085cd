package canbao.identity;

import canbao.identity.VaultRecord.Certificate;
import canbao.identity.VaultRecord.Word;
import canbao.identity.person.Clusters;
import canbao.model.Identity;
import canbao.model.PersonKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is for the outside, from the records of all numbers under which he is known: the number that the population
 * register used last, else his own; the register's name, else the latest; the latest phone. A person who was found to be
 * another one keeps his own number, because what was ordered under it is cancelled under it.
 *
 * @param denied sources whose word on a person was found to be of somebody else
 */
record KnownPeople(
        Map<UUID, VaultRecord> records,
        Clusters clusters,
        Map<UUID, Set<String>> denied,
        @Nullable Judges judges) {
    /** Nothing when no record is known of him. */
    Optional<Identity> identity(PersonKey person) {
        List<PersonKey> members = new ArrayList<>(List.of(person));
        members.addAll(clusters.others(person));
        members.removeIf(member -> !records.containsKey(member.value()));
        if (members.isEmpty()) {
            return Optional.empty();
        }
        Certificate certificate = record(number(members, person)).certificate();
        return Optional.of(
                new Identity(certificate.type(), certificate.number(), name(members), latest(members, Part.PHONE)));
    }

    private enum Part {
        NAME,
        PHONE
    }

    private PersonKey number(List<PersonKey> members, PersonKey person) {
        return members.stream()
                .min(Comparator.comparingLong((PersonKey member) -> -judgedAt(member))
                        .thenComparing(member -> record(member).certificate().isOfBirth())
                        .thenComparing(member -> !member.equals(person))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private long judgedAt(PersonKey member) {
        return judges == null
                ? Long.MIN_VALUE + 1
                : record(member).judged(judges).map(Word::version).orElse(Long.MIN_VALUE + 1);
    }

    private @Nullable String name(List<PersonKey> members) {
        Optional<Word> judged = judges == null
                ? Optional.empty()
                : members.stream()
                        .flatMap(member -> record(member).judged(judges).stream())
                        .max(Comparator.comparingLong(Word::version).thenComparing(Word::name));
        return judged.map(Word::name).orElseGet(() -> latest(members, Part.NAME));
    }

    private @Nullable String latest(List<PersonKey> members, Part part) {
        List<Word> words = new ArrayList<>();
        for (PersonKey member : members) {
            Set<String> against = denied.getOrDefault(member.value(), Set.of());
            record(member).words().stream()
                    .filter(word -> !against.contains(word.source()))
                    .forEach(words::add);
        }
        return VaultRecord.latest(words, part == Part.NAME ? Word::name : Word::phone);
    }

    private VaultRecord record(PersonKey member) {
        return java.util.Objects.requireNonNull(records.get(member.value()));
    }
}
