package canbao.feed.held;

import canbao.feed.batch.Changes.Concerned;
import canbao.identity.Certificates;
import canbao.model.FeedId;
import canbao.model.Identity;
import canbao.model.PersonKey;
import canbao.model.batch.Sighting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whom changes concern, masked: the family name, and the ends of the certificate number. */
public final class People {
    private final Owners owners;
    private final Function<Collection<PersonKey>, Map<PersonKey, Identity>> identities;

    /** Whom the rows of a scope speak of; the registry's door. */
    @FunctionalInterface
    public interface Owners {
        Map<UUID, PersonKey> of(FeedId feed, String scope, Collection<UUID> rowKeys);
    }

    /** @param identities name and number of each person, see {@code VaultStore.identities} */
    public People(Owners owners, Function<Collection<PersonKey>, Map<PersonKey, Identity>> identities) {
        this.owners = owners;
        this.identities = identities;
    }

    /**
     * One who is concerned.
     *
     * @param kind ADDED, CHANGED or WITHDRAWN
     * @param person null when nothing was known of the row before
     * @param line where the batch names him; 0 when it no longer does
     */
    public record Masked(
            String kind,
            String scope,
            @Nullable PersonKey person,
            String name,
            String certificate,
            int part,
            int line) {}

    List<Masked> masked(FeedId feed, List<Concerned> concerned) {
        Map<UUID, PersonKey> persons = new HashMap<>();
        concerned.stream().map(Concerned::scope).distinct().forEach(scope -> {
            List<UUID> keys = concerned.stream()
                    .filter(one -> one.scope().equals(scope))
                    .map(Concerned::rowKey)
                    .toList();
            persons.putAll(owners.of(feed, scope, keys));
        });
        Map<PersonKey, Identity> known = identities.apply(persons.values());
        List<Masked> masked = new ArrayList<>();
        for (Concerned one : concerned) {
            PersonKey person = persons.get(one.rowKey());
            masked.add(masked(one, person, person == null ? null : known.get(person)));
        }
        return masked;
    }

    private static Masked masked(Concerned one, @Nullable PersonKey person, @Nullable Identity identity) {
        Sighting sighting = one.sighting();
        String name = sighting != null && sighting.name() != null
                ? sighting.name()
                : identity == null ? null : identity.name();
        String number =
                sighting != null ? sighting.certificateNumber() : identity == null ? "" : identity.certificateNumber();
        return new Masked(
                one.kind().name(),
                one.scope(),
                person,
                family(name),
                Certificates.masked(number),
                one.part(),
                one.line());
    }

    private static String family(@Nullable String name) {
        return name == null || name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "*";
    }
}
