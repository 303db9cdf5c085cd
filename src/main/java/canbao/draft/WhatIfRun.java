package canbao.draft;

import canbao.crypto.Sm3;
import canbao.draft.PolicyDraft.Forecast;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.policy.Policy;
import canbao.policy.whatif.Difference;
import canbao.policy.whatif.Difference.Kind;
import canbao.policy.whatif.Tally;
import canbao.policy.whatif.Totals;
import canbao.policy.whatif.WhatIf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One comparison of a draft with what is in force: how far it is, its sums so far, and the first people it concerns. */
public final class WhatIfRun {
    /** People that are kept to be listed; the sums count everybody. */
    public static final int LISTED = 10_000;

    private final Question question;
    private final Tally tally = new Tally();
    private final List<Difference> listed = new ArrayList<>();
    // Persons that are one come up with each of their keys.
    private final Set<PersonKey> merged = new HashSet<>();
    private State state = State.RUNNING;
    private UUID last = new UUID(0, 0);
    private long decided;
    private byte[] digest = new byte[0];

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * What is asked.
     *
     * @param people how many there are, for the progress
     * @param digest of the draft's text
     */
    record Question(long run, Policy now, Policy draft, String digest, LocalDate on, long people) {}

    /**
     * How far it is.
     *
     * @param digest lower-case hex SM3 of the draft's text
     * @param result lower-case hex SM3 over every difference; null until all are decided
     * @param listed how many of those concerned can be listed
     */
    public record Progress(
            long run,
            String state,
            long decided,
            long people,
            String now,
            String draft,
            String digest,
            LocalDate on,
            @Nullable String result,
            Totals totals,
            int listed) {}

    WhatIfRun(Question question) {
        this.question = question;
    }

    Question question() {
        return question;
    }

    synchronized boolean running() {
        return state == State.RUNNING;
    }

    synchronized UUID last() {
        return last;
    }

    synchronized void end(State how) {
        state = how;
    }

    /** Takes in a page in the order of persons. */
    void page(List<PersonKey> page, Collection<PersonFacts> facts) {
        TreeMap<PersonKey, PersonFacts> people = new TreeMap<>();
        facts.forEach(person -> people.put(person.person(), person));
        List<Difference> differences = new ArrayList<>(people.size());
        for (PersonFacts person : people.values()) {
            if (person.others().isEmpty() || merged.add(person.person())) {
                differences.add(WhatIf.compare(person, question.now(), question.draft(), question.on()));
            }
        }
        take(differences, page.getLast().value());
    }

    private synchronized void take(List<Difference> differences, UUID end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(digest);
        for (Difference one : differences) {
            tally.add(one);
            if (one.kind() != Kind.SAME) {
                bytes.writeBytes(one.toString().getBytes(StandardCharsets.UTF_8));
                if (listed.size() < LISTED) {
                    listed.add(one);
                }
            }
        }
        digest = Sm3.digest(bytes.toByteArray());
        decided += differences.size();
        last = end;
    }

    public synchronized Progress progress() {
        return new Progress(
                question.run(),
                state.name(),
                decided,
                Math.max(decided, question.people()),
                question.now().version(),
                question.draft().version(),
                question.digest(),
                question.on(),
                state == State.DONE ? HexFormat.of().formatHex(digest) : null,
                tally.totals(),
                listed.size());
    }

    /** The people concerned, a page of them. */
    public synchronized List<Difference> people(@Nullable Kind kind, int skip, int limit) {
        return listed.stream()
                .filter(one -> kind == null || one.kind() == kind)
                .skip(skip)
                .limit(limit)
                .toList();
    }

    /** What it says of a draft, once everybody is decided. */
    Optional<Forecast> forecast(String draftDigest) {
        Progress done = progress();
        String result = done.result();
        if (result == null || !draftDigest.equals(done.digest())) {
            return Optional.empty();
        }
        Totals totals = done.totals();
        return Optional.of(new Forecast(
                done.now(),
                done.on(),
                done.decided(),
                totals.people().gain(),
                totals.people().lose(),
                totals.changeFen(),
                totals.products().stream()
                        .map(of -> new Forecast.OfProduct(
                                of.product(), of.people().gain(), of.people().lose(), of.changeFen()))
                        .toList(),
                result));
    }
}
