package canbao.console.desk;

import canbao.console.web.Json;
import canbao.identity.Certificates;
import canbao.identity.Names;
import canbao.identity.VaultStore;
import canbao.identity.person.ClusterStore;
import canbao.identity.person.Clusters;
import canbao.identity.person.LinkStore;
import canbao.identity.review.Review;
import canbao.identity.review.ReviewStore;
import canbao.ledger.show.CaseFileStore;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.policy.Conflicts;
import canbao.registry.PastFactStore;
import canbao.registry.PastFactStore.KnownFact;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one person, or was at a moment, on one page: masked, with the row that said each of it. */
public final class PersonPage {
    /** Where a page takes things from. */
    public record Sources(
            VaultStore vault,
            ClusterStore clusters,
            LinkStore links,
            ReviewStore reviews,
            PastFactStore facts,
            CaseFileStore cases) {}

    private final Sources sources;

    PersonPage(Sources sources) {
        this.sources = sources;
    }

    /** What one row says, or said until it was replaced. */
    public record ShownFact(
            String person,
            String feed,
            String kind,
            String scope,
            Map<String, String> attributes,
            Instant version,
            boolean withdrawn,
            boolean aside,
            int precedence,
            long batch,
            int line,
            Instant recordedAt,
            @Nullable Instant replacedAt) {}

    /** A review without its words. */
    public record ShownReview(
            long id, String person, String feed, String kind, String state, boolean current, Instant openedAt) {}

    /** What happened to a link. */
    public record ShownLink(
            String person, String other, String state, String kept, String actor, String reason, Instant at) {}

    /** @param past whether an earlier moment was asked for: then what stands now is left out */
    JsonObject of(PersonKey asked, Instant at, boolean past) {
        Clusters who = sources.clusters.read(List.of(asked));
        PersonKey kept = who.keptOf(asked);
        List<PersonKey> members = new ArrayList<>(List.of(kept));
        members.addAll(who.others(kept));
        List<KnownFact> facts = sources.facts.known(members, at);
        JsonObject page = new JsonObject()
                .put("person", kept.toString())
                .put("asked", asked.toString())
                .put("people", people(members))
                .put("facts", list(facts.stream().map(PersonPage::fact).toList()))
                .put("conflicts", list(conflicts(kept, facts)))
                .put("entries", list(sources.cases.entries(members, at)))
                .put(
                        "reviews",
                        list(sources.reviews.of(members, at).stream()
                                .map(PersonPage::review)
                                .toList()))
                .put(
                        "links",
                        list(sources.links.events(members, at).stream()
                                .map(PersonPage::link)
                                .toList()));
        return past ? page : page.put("cases", list(sources.cases.cases(members)));
    }

    /** Name and number of each, masked. */
    private JsonArray people(List<PersonKey> members) {
        JsonArray people = new JsonArray();
        var identities = sources.vault.identities(members);
        for (PersonKey member : members) {
            JsonObject shown = new JsonObject().put("person", member.toString());
            var identity = identities.get(member);
            if (identity != null) {
                String name = identity.name();
                shown.put("name", name == null ? "" : Names.masked(name));
                shown.put("certificateType", identity.certificateType());
                shown.put("certificate", Certificates.masked(identity.certificateNumber()));
            }
            people.add(shown);
        }
        return people;
    }

    private static List<Conflicts.Conflict> conflicts(PersonKey person, List<KnownFact> facts) {
        var counting = facts.stream()
                .filter(fact -> !fact.withdrawn() && !fact.aside())
                .map(KnownFact::fact)
                .toList();
        return Conflicts.of(new PersonFacts(person, 0, counting));
    }

    private static ShownFact fact(KnownFact known) {
        var fact = known.fact();
        return new ShownFact(
                known.person().toString(),
                fact.feed().toString(),
                fact.kind().name(),
                fact.scope(),
                new LinkedHashMap<>(new java.util.TreeMap<>(fact.attributes())),
                fact.version(),
                known.withdrawn(),
                known.aside(),
                fact.precedence(),
                fact.batch(),
                fact.line(),
                known.recordedAt(),
                known.replacedAt());
    }

    static JsonObject shown(Review review) {
        return Json.of(review(review));
    }

    private static ShownReview review(Review review) {
        return new ShownReview(
                review.id(),
                review.person().toString(),
                review.feed().toString(),
                review.kind().name(),
                review.state().name(),
                review.current(),
                review.openedAt());
    }

    static ShownLink link(LinkStore.Event event) {
        return new ShownLink(
                event.person().toString(),
                event.other().toString(),
                event.state(),
                event.kept(),
                event.actor(),
                event.reason(),
                event.at());
    }

    static JsonArray list(Iterable<? extends Record> items) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(Json.of(item)));
        return array;
    }
}
