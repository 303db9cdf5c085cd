package canbao.identity.person;

import canbao.audit.AuditStore;
import canbao.identity.person.LinkStore.Asked;
import canbao.identity.person.LinkStore.Event;
import canbao.identity.person.LinkStore.Pair;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.PersonKey;
import canbao.model.Wording;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes two persons one, and tells them apart again. Nothing of what was said of them is rewritten: links decide who
 * stands for whom, and both are decided anew. One such change at a time, and never while a case is posted.
 */
public final class Merger {
    private static final Logger LOG = LoggerFactory.getLogger(Merger.class);
    /** So many numbers one person may have; more is a mistake. */
    private static final int LARGEST = 8;

    private static final int BATCH = 100;
    private static final Actor REGISTER = Actor.hub("identity");

    private final Database database;
    private final LinkStore links;
    private final AuditStore audit;
    private final Parts parts;
    private final InstantSource clock;

    /**
     * What merging means elsewhere.
     *
     * @param wake announces that something about these persons changed; returns the revision at which
     * @param doubtful whether the population register names the two differently
     */
    public record Parts(Cases cases, Wake wake, BiPredicate<PersonKey, PersonKey> doubtful) {}

    /** Announces persons in the given transaction; returns the registry revision. */
    @FunctionalInterface
    public interface Wake {
        long wake(Bulk transaction, Collection<PersonKey> persons);
    }

    /** The ledger's side; everything in the given transaction. */
    public interface Cases {
        /** Whose case is furthest along. */
        PersonKey furthest(Bulk transaction, Set<PersonKey> cluster);

        /** The kept person's cases go on, the others' that he takes over are cancelled. */
        void merged(Bulk transaction, PersonKey kept, Set<PersonKey> others, Actor actor);

        /** The next decision of each is from his own facts alone. */
        void separated(Bulk transaction, Set<PersonKey> persons);
    }

    /** What became of a merge or of its opposite. */
    public sealed interface Result {
        /** @param kept who stands for all of them now */
        record Merged(PersonKey kept, List<PersonKey> persons) implements Result {}

        record Separated(PersonKey one, PersonKey other) implements Result {}

        record Refused(String rule, Wording why, Wording fix) implements Result {}
    }

    public Merger(Database database, AuditStore audit, Parts parts, InstantSource clock) {
        this.database = database;
        this.links = new LinkStore(database);
        this.audit = audit;
        this.parts = parts;
        this.clock = clock;
    }

    /** @param reason for the history; no personal data */
    public Result merge(PersonKey one, PersonKey other, Actor actor, String reason) {
        if (one.equals(other)) {
            return refused("SAME_KEY", "两个编号相同", "both keys are the same", "核对编号", "check the keys");
        }
        return database.inBulk(transaction -> {
            LinkStore.alone(transaction);
            if (LinkStore.known(transaction, List.of(one, other)).size() < 2) {
                return refused(
                        "UNKNOWN_PERSON", "没有这个人", "nobody has one of these keys", "先用 find 查编号", "find the key first");
            }
            return merge(transaction, one, other, actor, reason);
        });
    }

    /** Takes back the link between two persons; what links each of them to others stays. */
    public Result separate(PersonKey one, PersonKey other, Actor actor, String reason) {
        return database.inBulk(transaction -> {
            LinkStore.alone(transaction);
            Set<PersonKey> before = LinkStore.cluster(transaction, one);
            LinkStore.known(transaction, before);
            Pair pair = Pair.of(one, other);
            if (!before.contains(other) || !LinkStore.put(transaction, pair, "UNLINKED", actor, reason)) {
                return refused(
                        "NOT_LINKED",
                        "两人之间没有合并",
                        "these two were not merged",
                        "用 show 查看合并记录",
                        "see the links with show");
            }
            parts.cases.separated(transaction, before);
            Set<PersonKey> mine = settle(transaction, LinkStore.cluster(transaction, one), actor);
            Set<PersonKey> rest =
                    mine.contains(other) ? Set.of() : settle(transaction, LinkStore.cluster(transaction, other), actor);
            announce(transaction, before);
            note(transaction, pair, "UNLINKED", "", actor, reason);
            LOG.atInfo().addKeyValue("persons", mine.size() + rest.size()).log("persons told apart");
            return new Result.Separated(one, other);
        });
    }

    /** Carries out what registers asked for; true when there may be more. */
    public boolean step() {
        List<Asked> asked = links.asked(BATCH);
        asked.forEach(this::carryOut);
        return asked.size() == BATCH;
    }

    private void carryOut(Asked asked) {
        Pair pair = Pair.of(asked.person(), asked.other());
        boolean doubtful = parts.doubtful.test(pair.first(), pair.second());
        database.inBulkDo(transaction -> {
            LinkStore.alone(transaction);
            if (!doubtful) {
                merge(transaction, pair.first(), pair.second(), REGISTER, asked.reason());
            } else if (LinkStore.put(transaction, pair, "DOUBTFUL", REGISTER, asked.reason())) {
                note(transaction, pair, "DOUBTFUL", "", REGISTER, asked.reason());
            }
        });
    }

    private Result merge(Bulk transaction, PersonKey one, PersonKey other, Actor actor, String reason) {
        Pair pair = Pair.of(one, other);
        Set<PersonKey> both = LinkStore.cluster(transaction, one);
        both.addAll(LinkStore.cluster(transaction, other));
        if (both.size() > LARGEST) {
            if (actor.equals(REGISTER)) {
                LinkStore.put(transaction, pair, "DOUBTFUL", actor, reason);
            }
            return refused(
                    "TOO_MANY",
                    "一人至多" + LARGEST + "个编号",
                    "one person has at most " + LARGEST,
                    "先核对已有的合并",
                    "check the earlier merges");
        }
        if (!LinkStore.put(transaction, pair, "LINKED", actor, reason)) {
            return refused("LINKED", "已经合并", "these two are merged already", "无需再做", "nothing to do");
        }
        PersonKey kept = settle(transaction, both, actor).iterator().next();
        announce(transaction, both);
        note(transaction, pair, "LINKED", kept.toString(), actor, reason);
        LOG.atInfo().addKeyValue("persons", both.size()).log("persons merged");
        return new Result.Merged(kept, List.copyOf(both));
    }

    /** Chooses who stands for a cluster and cancels what the others have in his stead; the kept one comes first. */
    private Set<PersonKey> settle(Bulk transaction, Set<PersonKey> cluster, Actor actor) {
        PersonKey kept = cluster.size() == 1 ? cluster.iterator().next() : parts.cases.furthest(transaction, cluster);
        LinkStore.alias(transaction, kept, cluster);
        Set<PersonKey> others = new TreeSet<>(cluster);
        others.remove(kept);
        if (!others.isEmpty()) {
            parts.cases.merged(transaction, kept, others, actor);
        }
        Set<PersonKey> keptFirst = new java.util.LinkedHashSet<>(List.of(kept));
        keptFirst.addAll(others);
        return keptFirst;
    }

    private void announce(Bulk transaction, Set<PersonKey> persons) {
        LinkStore.turn(transaction, persons, parts.wake.wake(transaction, persons));
    }

    private void note(Bulk transaction, Pair pair, String state, String kept, Actor actor, String reason) {
        LinkStore.history(
                transaction,
                new Event(pair.first(), pair.second(), state, kept, actor.toString(), reason, clock.instant()));
        JsonObject detail = new JsonObject().put("other", pair.second().toString());
        detail.put("reason", reason);
        Optional.of(kept).filter(text -> !text.isEmpty()).ifPresent(text -> detail.put("kept", text));
        audit.append(
                transaction,
                actor,
                "person." + state.toLowerCase(java.util.Locale.ROOT),
                pair.first().toString(),
                detail);
    }

    private static Result.Refused refused(String rule, String zh, String en, String fixZh, String fixEn) {
        return new Result.Refused(rule, new Wording(zh + "。", en + "."), new Wording(fixZh + "。", fixEn + "."));
    }
}
