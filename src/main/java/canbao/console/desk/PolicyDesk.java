package canbao.console.desk;

import canbao.console.web.Json;
import canbao.draft.Drafts;
import canbao.draft.Drafts.Answer;
import canbao.draft.PolicyDraft;
import canbao.draft.WhatIfRun;
import canbao.identity.VaultStore;
import canbao.policy.whatif.Difference;
import canbao.policy.whatif.Difference.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Drafts of policies at the desk. {@code POST /policy/what-if {text | draft, on}} begins a comparison,
 * {@code GET /policy/what-if/:run} says how far it is, {@code …/people?kind&after&limit} lists whom it concerns, masked.
 * {@code POST /policy/drafts {text, on, whatIf, reason}} proposes, {@code …/:draft/approve {digest, reason}} and
 * {@code …/:draft/refuse {reason}} decide.
 */
public final class PolicyDesk implements Desk.Part {
    private static final int PAGE = 50;
    private static final int MOST = 500;

    private final Drafts drafts;
    private final VaultStore vault;

    public PolicyDesk(Drafts drafts, VaultStore vault) {
        this.drafts = drafts;
        this.vault = vault;
    }

    @Override
    public void mount(Desk desk) {
        desk.post("/policy/what-if", this::whatIf);
        desk.get("/policy/what-if/:run", call -> run(call, run -> Reply.of(run.progress())));
        desk.get("/policy/what-if/:run/people", call -> run(call, run -> people(call, run)));
        desk.get("/policy/drafts", this::list);
        desk.get("/policy/drafts/:draft", this::show);
        desk.post(
                "/policy/drafts",
                call -> reply(drafts.submit(
                        call.actor(), text(call), day(call.text("on")), number(call), call.text("reason"))));
        desk.post(
                "/policy/drafts/:draft/approve",
                call -> reply(
                        drafts.approve(call.actor(), call.id("draft"), call.text("digest"), call.text("reason"))));
        desk.post(
                "/policy/drafts/:draft/refuse",
                call -> reply(drafts.refuse(call.actor(), call.id("draft"), call.text("reason"))));
    }

    private Reply whatIf(Call call) {
        JsonObject body = call.body();
        LocalDate on = body.containsKey("on") ? day(call.text("on")) : null;
        if (body.getValue("draft") instanceof Number draft) {
            return drafts.text(draft.longValue())
                    .map(text -> reply(drafts.whatIf(text, "draft " + draft, on)))
                    .orElseGet(PolicyDesk::noDraft);
        }
        String name = body.getValue("name") instanceof String given && !given.isBlank() ? given : "draft.yaml";
        return reply(drafts.whatIf(text(call), name, on));
    }

    /** To the last byte: its digest is that of the file. */
    private static String text(Call call) {
        call.text("text");
        return call.body().getString("text");
    }

    /** What is done with a comparison that is still kept. */
    @FunctionalInterface
    private interface WithRun {
        Reply answer(WhatIfRun run);
    }

    private Reply run(Call call, WithRun work) {
        Optional<WhatIfRun> run = drafts.run(call.id("run"));
        return run.isPresent()
                ? work.answer(run.get())
                : Reply.refused(
                        404,
                        "NOT_FOUND",
                        new canbao.model.Wording("没有这次试算。", "There is no such what-if."),
                        new canbao.model.Wording("重新运行 policy what-if。", "Run policy what-if again."));
    }

    private Reply people(Call call, WhatIfRun run) {
        int after = call.query("after", 0, WhatIfRun.LISTED);
        int limit = Math.max(1, call.query("limit", PAGE, MOST));
        List<Difference> found = run.people(kind(call), after, limit);
        Masked people = new Masked(vault, found.stream().map(Difference::person).toList());
        JsonArray shown = new JsonArray();
        found.forEach(one -> shown.add(people.put(Json.of(one), one.person())));
        return Reply.of(
                new JsonObject().put("people", shown).put("next", found.size() < limit ? 0 : after + found.size()));
    }

    private static @Nullable Kind kind(Call call) {
        String name = call.query("kind").orElse("");
        try {
            return name.isEmpty() ? null : Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed(
                    "kind", "应为 gains、loses、more、less 或 other", "must be gains, loses, more, less or other");
        }
    }

    private Reply list(Call call) {
        return Reply.of(Desk.list(
                "drafts", drafts.list(call.query("after", 0, Integer.MAX_VALUE), call.query("limit", PAGE, MOST))));
    }

    private Reply show(Call call) {
        Optional<PolicyDraft> draft = drafts.find(call.id("draft"));
        return draft.map(found -> Reply.of(
                        Json.of(found).put("text", drafts.text(found.draft()).orElse(""))))
                .orElseGet(PolicyDesk::noDraft);
    }

    private static Reply noDraft() {
        return Reply.missing("没有这份草稿。", "There is no such draft.");
    }

    private static long number(Call call) {
        if (call.body().getValue("whatIf") instanceof Number run) {
            return run.longValue();
        }
        throw new Call.Malformed("whatIf", "应为试算编号", "must be the number of a what-if");
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Call.Malformed("on", "应为日期，如 2025-01-31", "must be a date such as 2025-01-31");
        }
    }

    private static Reply reply(Answer answer) {
        return switch (answer) {
            case Answer.Started started -> Reply.of(started.run().progress());
            case Answer.Done done -> Reply.of(done);
            case Answer.Refused no ->
                Reply.refused(no.rule().equals("INVALID_POLICY") ? 422 : 409, no.rule(), no.message(), no.fix());
        };
    }
}
