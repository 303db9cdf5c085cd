package canbao.draft;

import canbao.draft.WhatIfRun.Question;
import canbao.draft.WhatIfRun.State;
import canbao.model.CurrentFacts;
import canbao.model.PersonKey;
import canbao.policy.Policy;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Decides everybody whom the registry knows under what is in force and under a draft, a page at a step. It only reads, one
 * page at a time and one comparison at a time, and keeps the newest few in memory: nothing is written anywhere.
 */
public final class WhatIfRuns {
    private static final int PAGE = 1_000;
    private static final int KEPT = 4;

    /** The registry, as far as it is asked. */
    public record Registered(LongSupplier count, Pages pages, Function<Collection<PersonKey>, CurrentFacts> facts) {}

    /** The people after one in order, at most so many. */
    @FunctionalInterface
    public interface Pages {
        List<PersonKey> after(UUID last, int limit);
    }

    private final Registered registered;
    private final Map<Long, WhatIfRun> runs = new LinkedHashMap<>();
    private long number;

    public WhatIfRuns(Registered registered) {
        this.registered = registered;
    }

    /** Begins a comparison, or joins the same one that runs already; empty while another one runs. */
    Optional<WhatIfRun> start(Policy now, Policy draft, String digest, LocalDate on) {
        Optional<WhatIfRun> running = running();
        if (running.isPresent()) {
            Question asked = running.get().question();
            boolean same = asked.digest().equals(digest)
                    && asked.on().equals(on)
                    && asked.now().equals(now);
            return same ? running : Optional.empty();
        }
        long people = registered.count().getAsLong();
        synchronized (this) {
            if (running().isPresent()) {
                return Optional.empty();
            }
            number++;
            WhatIfRun run = new WhatIfRun(new Question(number, now, draft, digest, on, people));
            runs.put(number, run);
            if (runs.size() > KEPT) {
                runs.remove(runs.keySet().iterator().next());
            }
            return Optional.of(run);
        }
    }

    /** A comparison that is kept. */
    public synchronized Optional<WhatIfRun> find(long run) {
        return Optional.ofNullable(runs.get(run));
    }

    private synchronized Optional<WhatIfRun> running() {
        return runs.values().stream().filter(WhatIfRun::running).findFirst();
    }

    /** Compares one page; false, so that whoever calls it rests in between and the engine has the database too. */
    public boolean step() {
        Optional<WhatIfRun> running = running();
        if (running.isEmpty()) {
            return false;
        }
        WhatIfRun run = running.get();
        boolean alive = false;
        try {
            List<PersonKey> page = registered.pages().after(run.last(), PAGE);
            if (page.isEmpty()) {
                run.end(State.DONE);
            } else {
                run.page(page, registered.facts().apply(page).people().values());
            }
            alive = true;
        } finally {
            if (!alive) {
                run.end(State.FAILED);
            }
        }
        return false;
    }
}
