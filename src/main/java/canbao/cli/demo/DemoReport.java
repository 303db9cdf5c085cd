package canbao.cli.demo;

import canbao.cli.demo.DemoStore.Batch;
import canbao.cli.demo.life.LifeReport;
import canbao.policy.Policy;
import canbao.policy.terms.Category;
import canbao.runtime.BoardStore;
import canbao.runtime.BoardStore.Cases;
import canbao.sim.InsurerSimulator;
import canbao.sim.PersonYear;
import canbao.sim.TaxSimulator;
import canbao.sim.district.ListVersion;
import canbao.sim.district.Plan;
import canbao.sim.district.Plan.Peace;
import canbao.sim.district.life.Life;
import canbao.sim.sms.Handsets.Copy;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The demo's account of itself: every figure beside what the generator planned or the other side's books say. */
final class DemoReport {
    private static final Set<String> ENTITLED =
            Set.of("ENROL_ORDERED", "LEVY_ORDERED", "LEVY_REFUSED", "PART_OWING", "SUBSIDISED", "POST_HOC", "REJECTED");
    static final int YEAR = 2025;

    private final Plan plan;
    private final Policy policy;
    private final JsonObject figures = new JsonObject();
    private final List<String> mismatches = new ArrayList<>();
    private long missing;

    DemoReport(Plan plan, Policy policy) {
        this.plan = plan;
        this.policy = policy;
    }

    void schools(long[] pupilsAndNonLocal) {
        expect("schoolPupils", pupilsAndNonLocal[0], plan.schools().school1Pupils());
        expect("schoolNonLocal", pupilsAndNonLocal[1], plan.schools().school1NonLocal());
    }

    void beforeCorrection(List<Cases> cases) {
        missing = count(cases, ENTITLED) - count(cases, Set.of("SUBSIDISED"));
        if (missing < 1) {
            mismatches.add("missingBeforeCorrection: " + missing + ", expected at least 1");
        }
    }

    void monthOne(List<Cases> cases, DemoStore store) {
        List<Cases> subsidised =
                cases.stream().filter(c -> c.state().equals("SUBSIDISED")).toList();
        List<Cases> minors = subsidised.stream().filter(Cases::minor).toList();
        expect("subsidised", sum(subsidised), plan.month1().entitled());
        expect("minors", sum(minors), plan.month1().minors());
        expect(
                "minorsRescued",
                store.minors(categories(Category.MinorGroup.RESCUED)),
                plan.month1().minorsRescued());
        expect(
                "minorsOther",
                store.minors(categories(Category.MinorGroup.OTHER)),
                plan.month1().minorsOther());
        expect(
                "personalWaivedFen",
                subsidised.stream().mapToLong(Cases::subsidyFen).sum(),
                plan.month1().personalWaivedFen());
        expect(
                "minorsWaivedFen",
                minors.stream().mapToLong(Cases::subsidyFen).sum(),
                plan.month1().minorsWaivedFen());
        long entitled = count(cases, ENTITLED);
        figures.put(
                "subsidisedRate",
                new JsonObject()
                        .put("numerator", sum(subsidised))
                        .put("denominator", entitled)
                        .put("missingBeforeCorrection", missing));
        same("subsidisedRate.denominator", entitled, plan.month1().entitled());
    }

    void resent(long changes, long messages, long batches) {
        expect("changesOnResend", changes, 0);
        expect("messagesOnResend", messages, 0);
        // The identical file is the same batch; the same rows under a later date are a new one.
        expect("batchesOnResend", batches, 1);
    }

    void planned(long messages) {
        figures.put("messagesPlanned", messages);
    }

    void monthTwo(Batch batch, BoardStore store) {
        expect("added", batch.added(), plan.month2().added());
        expect("changed", batch.changed(), plan.month2().changed());
        expect("withdrawn", batch.withdrawn(), plan.month2().withdrawn());
        expect("unchanged", batch.unchanged(), plan.month2().unchanged());
        expect("rejectedInMonth2", batch.rejected(), 1);
        expect("subsidisedAfterMonth2", count(store.cases(YEAR), Set.of("SUBSIDISED")), toEnrol());
    }

    void badLists(DemoStore store, BoardStore board) {
        atLeast("heldBatches", store.everHeld(), 1);
        expect("withdrawnByTruncatedFile", store.withdrawnBy(ListVersion.MONTH2_TRUNCATED.fileName()), 0);
        Batch defective = store.batch("civil-affairs/hardship", ListVersion.MONTH2_DEFECTIVE.fileName());
        expect("withdrawnByRejectedRow", store.withdrawnBy(ListVersion.MONTH2_DEFECTIVE.fileName()), 0);
        // The row with the typo is still on the list.
        expect("rejectedDefects", defective.rejected(), plan.month2().defects().size() + 1L);
        Batch blank = store.batch("civil-affairs/hardship", ListVersion.MONTH2_BLANK_CERTIFICATE.fileName());
        same("batch with a blank certificate: " + blank.state(), blank.state().equals("REFUSED") ? 1 : 0, 1);
        JsonObject byRule = new JsonObject();
        board.rejectedByRule().forEach(byRule::put);
        figures.put("quarantined", byRule);
    }

    /** How often each text came to each phone: every stage has words of its own. */
    private static List<Long> perStage(Map<String, List<Copy>> handsets) {
        return handsets.values().stream()
                .flatMap(copies ->
                        copies.stream()
                                .collect(Collectors.groupingBy(Copy::text, Collectors.counting()))
                                .values()
                                .stream())
                .toList();
    }

    /**
     * Against the books of the others.
     *
     * @param insurer without those who came later, see {@link #published}
     */
    void books(
            InsurerSimulator.Books insurer,
            TaxSimulator.Books tax,
            Map<String, List<Copy>> handsets,
            DemoStore store,
            long inDoubt) {
        Map<Peace, Long> disturbed = new LinkedHashMap<>();
        handsets.keySet().forEach(phone -> {
            Peace peace = plan.reminders().never().get(phone);
            if (peace != null) {
                disturbed.merge(peace, 1L, Long::sum);
            }
        });
        expect("remindersToPaid", Math.max(store.remindedAfter("PAID"), disturbed.getOrDefault(Peace.PAID, 0L)), 0);
        expect("remindersToDead", disturbed.getOrDefault(Peace.DECEASED, 0L), 0);
        expect(
                "remindersToInsuredElsewhere",
                Math.max(store.remindedAfter("COVERED_ELSEWHERE"), disturbed.getOrDefault(Peace.ELSEWHERE, 0L)),
                0);
        expect(
                "remindersToAnybodyElseInPeace",
                disturbed.values().stream().mapToLong(Long::longValue).sum(),
                0);
        List<Long> perStage = perStage(handsets);
        expect("messagesPerGuardianMax", Collections.max(perStage), 1);
        long copies = handsets.values().stream().mapToLong(List::size).sum();
        figures.put("messagesOnHandsets", copies);
        long unreached = plan.reminders().once().stream()
                .filter(phone -> !handsets.containsKey(phone))
                .count();
        long unenrolled = toEnrol() - insurer.registrations().size();
        figures.put("inDoubt", inDoubt);
        expect("lost", Math.max(0, unreached - inDoubt) + Math.max(0, unenrolled), 0);
        same("people registered at the insurer", insurer.registrations().size(), toEnrol());
        expect(
                "duplicateEnrolments",
                insurer.duplicateEnrolments().size() + tax.duplicateLevies().size(),
                0);
        expect("duplicateMessages", copies - perStage.size(), 0);
        long freeLevies = tax.levies().entrySet().stream()
                .filter(levy -> levy.getValue().personalFen() == 0)
                .filter(levy -> insurer.registrations().containsKey(levy.getKey()))
                .count();
        same(
                "people levied with nothing to pay",
                freeLevies,
                insurer.registrations().size());
        same("cases whose entries have gaps", store.brokenEntries(), 0);
        same(
                "registrations with the right amounts",
                insurer.registrations().values().stream()
                        .filter(r -> r.personalFen() == 0
                                && r.subsidyFen() == policy.premium().personal().value()
                                && r.fiscalFen() == policy.premium().fiscal().value())
                        .count(),
                insurer.registrations().size());
        figures.put("coverageYear", YEAR);
    }

    /** The insurer's book without the people of the last chapter: the published figures do not count them. */
    static InsurerSimulator.Books published(InsurerSimulator.Books all, Life life) {
        Set<String> later = life.certificates();
        Map<PersonYear, InsurerSimulator.Books.Registration> registrations = new HashMap<>(all.registrations());
        registrations.keySet().removeIf(person -> later.contains(person.certno()));
        return new InsurerSimulator.Books(
                registrations,
                all.flags(),
                all.duplicateEnrolments(),
                all.nameMismatches(),
                all.cancellations(),
                all.orders(),
                all.repeats(),
                all.conflicts());
    }

    /** What the last chapter says of each mechanism. */
    void mechanisms(LifeReport told) {
        figures.put("mechanisms", told.json());
        mismatches.addAll(told.mismatches());
    }

    JsonObject figures() {
        return figures;
    }

    List<String> mismatches() {
        return mismatches;
    }

    private void expect(String name, long figure, long planned) {
        figures.put(name, figure);
        same(name, figure, planned);
    }

    private void atLeast(String name, long figure, long least) {
        figures.put(name, figure);
        if (figure < least) {
            mismatches.add(name + ": " + figure + ", expected at least " + least);
        }
    }

    private void same(String name, long figure, long planned) {
        if (figure != planned) {
            mismatches.add(name + ": " + figure + ", expected " + planned);
        }
    }

    private List<String> categories(Category.MinorGroup group) {
        return policy.categories().stream()
                .filter(category -> category.minors() == group)
                .map(Category::code)
                .toList();
    }

    private static long count(List<Cases> cases, Set<String> states) {
        return cases.stream()
                .filter(c -> states.contains(c.state()))
                .mapToLong(Cases::count)
                .sum();
    }

    private static long sum(List<Cases> cases) {
        return cases.stream().mapToLong(Cases::count).sum();
    }

    /** Everybody who must be enrolled with the premium paid by the end of month 2. */
    private long toEnrol() {
        return (long) plan.month1().entitled() + plan.month2().added();
    }
}
