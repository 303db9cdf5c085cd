package canbao.cli.demo;

import canbao.cli.demo.life.LifeChapter;
import canbao.cli.demo.life.LifeChapter.Scene;
import canbao.console.Status.Phase;
import canbao.console.Status.Step;
import canbao.console.Status.StepState;
import canbao.model.Wording;
import canbao.runtime.Hub;
import canbao.runtime.SetClock;
import canbao.sim.district.District;
import canbao.sim.district.ListVersion;
import canbao.sim.district.Moment;
import canbao.sim.district.School;
import canbao.sim.district.life.Turn;
import canbao.sms.MessageState;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The story of two months in the demo district, step by step. How far it is stands in the data folder: a second start goes
 * on from there, and a step that was cut short is played again, which changes nothing that was done already.
 */
final class DemoScript implements LifeChapter.Stage {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final List<Turn> LAST_CHAPTER = List.of(Turn.ARRIVALS, Turn.STATUSES, Turn.NEW_YEAR, Turn.MARCH);

    private final District district;
    private final DemoWorld world;
    private final Hub hub;
    private final DemoStore store;
    private final SetClock clock;
    private final DemoReport report;
    private final Path progress;
    private final PrintStream out;
    private final Quiet quiet;
    private final List<Scene> scenes;
    private final Map<String, Double> seconds = new java.util.LinkedHashMap<>();

    DemoScript(
            District district,
            DemoWorld world,
            Hub hub,
            DemoStore store,
            SetClock clock,
            DemoReport report,
            Path folder) {
        this.district = district;
        this.world = world;
        this.hub = hub;
        this.store = store;
        this.clock = clock;
        this.report = report;
        this.progress = folder.resolve("progress");
        this.out = System.err;
        this.quiet = new Quiet(world, hub.board().store(), store);
        this.scenes = new ArrayList<>(scenes());
        scenes.addAll(new LifeChapter(world, world.life(), world.office(), this).scenes());
    }

    /** Sets the clock to where the story stands; before the hub starts. */
    static void resume(SetClock clock, Path folder) {
        int done = done(folder.resolve("progress"));
        LocalDate[] days = {LocalDate.of(2024, 11, 1), LocalDate.of(2024, 11, 18), LocalDate.of(2024, 12, 12)};
        clock.set(
                done < 8
                        ? days[done < 4 ? 0 : done < 7 ? 1 : 2].atTime(6, 0)
                        : LAST_CHAPTER
                                .get(Math.min(done - 8, LAST_CHAPTER.size() - 1))
                                .at());
    }

    /** Plays what is left of the story. */
    void play() {
        for (int i = done(progress); i < scenes.size(); i++) {
            Scene scene = scenes.get(i);
            clock.set(scene.at());
            hub.board().phase(phase(i));
            hub.wakeAll();
            long start = System.nanoTime();
            out.printf(
                    "  %-13s %s · %s%n",
                    scene.at().toLocalDate(), scene.name().zh(), scene.name().en());
            scene.play().run();
            seconds.put(scene.id(), Math.round((System.nanoTime() - start) / 1e7) / 100.0);
            write(progress, String.valueOf(i + 1));
        }
        hub.board().phase(phase(scenes.size()));
    }

    Map<String, Double> seconds() {
        return seconds;
    }

    private List<Scene> scenes() {
        LocalDate campaign = District.campaignDay();
        return List.of(
                new Scene("facts", new Wording("各部门首次报送", "agencies send what they know"), at(11, 1, 9), this::facts),
                new Scene("list", new Wording("民政月度名单", "civil affairs' monthly list"), at(11, 1, 14), this::list),
                new Scene("correction", new Wording("更正一个姓名", "one name is corrected"), at(11, 8, 9), this::correction),
                new Scene("resend", new Wording("同一名单再次报送", "the same list again, twice"), at(11, 15, 9), this::resend),
                new Scene("plan", new Wording("计划提醒", "reminders are planned"), campaign.atTime(6, 0), this::plan),
                new Scene("send", new Wording("发送提醒", "reminders are sent"), campaign.atTime(9, 0), this::send),
                new Scene("month2", new Wording("十二月名单", "December's list"), at(12, 1, 9), this::monthTwo),
                new Scene("bad", new Wording("残缺与有错的名单", "cut and faulty lists"), at(12, 12, 9), this::badLists));
    }

    private void facts() {
        world.police().send(district.policeEvents(Moment.BEFORE_PLAN));
        world.insurer().pushCoverage(district.coverage());
        for (School school : district.schools()) {
            world.education().put(school.rosterFileName(), district.rosterXlsx(school));
        }
        world.tax().pushPayments(district.payments(Moment.BEFORE_PLAN));
        settle();
        report.schools(store.school(district.schools().getFirst().code()));
    }

    private void list() {
        offer(ListVersion.MONTH1_FIRST);
        settle();
        report.beforeCorrection(hub.board().store().cases(DemoReport.YEAR));
    }

    private void correction() {
        offer(ListVersion.MONTH1_CORRECTED);
        settle();
        report.monthOne(hub.board().store().cases(DemoReport.YEAR), store);
    }

    private void resend() {
        awaitDay();
        long before = store.lastBatch();
        long messages = messages();
        offer(ListVersion.MONTH1_RESENT);
        settle();
        offer(ListVersion.MONTH1_AGAIN);
        settle();
        report.resent(store.changesSince(before), messages() - messages, store.batchesSince(before));
    }

    private void plan() {
        awaitDay();
        report.planned(messages());
        world.police().send(district.policeEvents(Moment.BETWEEN_PLAN_AND_SEND));
        world.tax().pushPayments(district.payments(Moment.BETWEEN_PLAN_AND_SEND));
        settle();
    }

    private void awaitDay() {
        await(
                "the day's reminders to be planned",
                () -> clock.today().equals(hub.board().dayDone()));
    }

    private void send() {
        sent();
        world.police().send(district.policeEvents(Moment.AFTER_SEND));
        world.tax().pushPayments(district.payments(Moment.AFTER_SEND));
        settle();
    }

    private void monthTwo() {
        offer(ListVersion.MONTH2);
        settle();
        report.monthTwo(
                store.batch("civil-affairs/hardship", ListVersion.MONTH2.fileName()),
                hub.board().store());
    }

    private void badLists() {
        offer(ListVersion.MONTH2_TRUNCATED);
        settle();
        offer(ListVersion.MONTH2_DEFECTIVE);
        settle();
        offer(ListVersion.MONTH2_BLANK_CERTIFICATE);
        settle();
        report.badLists(store, hub.board().store());
    }

    private void offer(ListVersion version) {
        world.civilAffairs().put(version.fileName(), district.hardshipCsv(version));
    }

    private long messages() {
        return hub.board().messages().counts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public void at(LocalDateTime time) {
        clock.set(time);
        hub.wakeAll();
        await("the day's work", () -> clock.today().equals(hub.board().dayDone()));
    }

    /** Waits until nothing is under way any more, seen twice in a row. */
    @Override
    public void settle() {
        int[] times = {0};
        await("everything under way to be done", () -> {
            times[0] = quiet.now() ? times[0] + 1 : 0;
            return times[0] >= 2;
        });
    }

    @Override
    public void sent() {
        await("every message to be answered", () -> {
            Map<MessageState, Long> counts = hub.board().messages().counts();
            return counts.getOrDefault(MessageState.PLANNED, 0L) == 0
                    && counts.getOrDefault(MessageState.IN_FLIGHT, 0L) == 0
                    && counts.getOrDefault(MessageState.ACCEPTED, 0L) == 0;
        });
    }

    @Override
    public void await(String what, BooleanSupplier done) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private Phase phase(int current) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            Scene scene = scenes.get(i);
            StepState state = i < current ? StepState.DONE : i == current ? StepState.RUNNING : StepState.WAITING;
            steps.add(new Step(scene.id(), scene.name(), state, seconds.getOrDefault(scene.id(), 0.0)));
        }
        Wording name = current < scenes.size() ? scenes.get(current).name() : new Wording("演示完成", "the story is told");
        return new Phase(name, steps);
    }

    private static LocalDateTime at(int month, int day, int hour) {
        return LocalDateTime.of(2024, month, day, hour, 0);
    }

    private static int done(Path progress) {
        try {
            return Files.exists(progress)
                    ? Integer.parseInt(Files.readString(progress).strip())
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
