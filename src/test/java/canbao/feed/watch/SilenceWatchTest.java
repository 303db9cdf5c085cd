package canbao.feed.watch;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.alert.AlertKind;
import canbao.alert.AlertLoop;
import canbao.alert.AlertStore;
import canbao.alert.Watch;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.read.Feeds;
import canbao.feed.rhythm.CalendarYaml;
import canbao.feed.rhythm.WorkCalendar;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as a sign of life, and what does not. The feed is due every working day before 18:00. */
class SilenceWatchTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final WorkCalendar CALENDAR = CalendarYaml.load(Path.of("config"), new Problems());
    private static final ContractCatalogue CONTRACTS = ContractCatalogue.load(Path.of("config"), new Problems());
    private static final FeedId DEATHS = FeedId.of("health/deaths");

    private final Database database = Platform.database();
    private final HandClock clock = new HandClock(at("2025-03-03T09:00"));
    private final AlertStore store = new AlertStore(database, false);
    private AlertLoop loop;

    @BeforeEach
    void start() {
        loop = loop(CONTRACTS, Set.of(DEATHS), Instant.EPOCH);
        loop.step();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void a_batch_that_is_not_read_yet_keeps_silence_from_being_told_and_ends_none() {
        batch("STORED", "agency:health/k1", "2025-03-04T17:00");
        assertThat(open("2025-03-04T18:30")).isZero();
        database.run("UPDATE batch SET state = 'REFUSED'");
        assertThat(open("2025-03-04T18:31")).as("it was not usable").isOne();
        batch("STORED", "agency:health/k1", "2025-03-04T19:00");
        assertThat(open("2025-03-04T19:01")).as("it may be refused as well").isOne();
        database.run("UPDATE batch SET state = 'HELD' WHERE state = 'STORED'");
        assertThat(open("2025-03-04T19:02")).isZero();
        assertThat(database.run("SELECT 1 FROM alert WHERE kind = 'LATE_FEED'").size())
                .isOne();
    }

    @Test
    void what_our_own_people_put_in_is_no_sign_of_life() {
        batch("APPLIED", "staff:desk", "2025-03-04T17:00");
        assertThat(open("2025-03-04T18:00")).isOne();
    }

    @Test
    void an_address_that_answers_with_what_we_know_is_alive() {
        new SignStore(database).heard(DEATHS, at("2025-03-04T17:00"));
        assertThat(open("2025-03-04T18:00")).isZero();
        assertThat(open("2025-03-05T18:00")).isOne();
        new SignStore(database).heard(DEATHS, at("2025-03-05T18:05"));
        assertThat(open("2025-03-05T18:06")).isZero();
    }

    @Test
    void a_feed_without_a_door_that_never_sent_anything_is_not_asked_for() {
        assertThat(open("2025-06-04T18:00"))
                .as("of nineteen contracts only this one has a door")
                .isOne();
        database.run("TRUNCATE batch CASCADE");
        batch("insurer/insured", "APPLIED", "agency:insurer", "2025-06-05T06:00");
        assertThat(open("2025-06-05T09:00")).as("watched from now on").isOne();
        assertThat(open("2025-06-06T18:00")).isEqualTo(2);
    }

    @Test
    void a_list_that_is_dated_in_the_next_period_counts_for_that_one() {
        loop = loop(CONTRACTS, Set.of(FeedId.of("civil-affairs/register")), Instant.EPOCH);
        loop.step();
        batch("civil-affairs/register", "APPLIED", "agency:civil-affairs", "2025-03-27T10:00");
        clockTo("2025-04-08T09:00");
        loop.step();
        assertThat(late("civil-affairs/register")).as("March's").isTrue();
        database.run(
                "UPDATE batch SET as_of = $1", Tuple.of(at("2025-04-01T00:00").atOffset(ZoneOffset.UTC)));
        loop.step();
        assertThat(late("civil-affairs/register")).as("dated in April").isFalse();
    }

    @Test
    void after_a_start_the_doors_look_first() {
        AlertLoop started = loop(CONTRACTS, Set.of(DEATHS), at("2025-03-10T09:01"));
        clockTo("2025-03-10T09:00");
        started.step();
        assertThat(store.open(0, 100)).isEmpty();
        clockTo("2025-03-10T09:01");
        started.step();
        assertThat(store.open(0, 100)).hasSize(1);
    }

    @Test
    void an_alert_says_who_when_and_what_to_do() {
        open("2025-03-04T18:00");
        assertThat(store.open(0, 10)).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("health/deaths");
            assertThat(alert.owner()).isEqualTo("区疾控中心");
            assertThat(alert.since()).isEqualTo(at("2025-03-04T18:00"));
            assertThat(alert.what().zh()).contains("2025-03-04 18:00", "每个工作日18:00前", "无数据");
            assertThat(alert.what().en()).contains("2025-03-04 18:00", "every working day", "nothing to report");
        });
    }

    @Test
    void parts_that_are_missing_are_named_unless_their_names_look_like_somebodys_number() throws IOException {
        Path config = Platform.folder("parts");
        Files.createDirectories(config.resolve("contracts"));
        Files.createSymbolicLink(
                config.resolve("codes"), Path.of("config/codes").toAbsolutePath());
        Files.writeString(
                config.resolve("contracts/education-roster.yaml"),
                Feeds.yaml("education/roster").replaceAll("(?m)^rhythm: .*", "rhythm: {every: month, by: 20}"));
        FeedId roster = FeedId.of("education/roster");
        AlertLoop parts = loop(ContractCatalogue.load(config, new Problems()), Set.of(roster), Instant.EPOCH);
        parts.step();
        for (String school : List.of("3303020001", "3303020002", "13800138000")) {
            lane(school, "2025-04-10T10:00");
        }
        lane("3303020001", "2025-05-10T10:00");
        clockTo("2025-05-21T00:00");
        parts.step();
        assertThat(store.open(0, 10)).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(AlertKind.LATE_SCOPES.name());
            assertThat(alert.what().zh()).contains("2 个", "3303020002").doesNotContain("3303020001", "13800138000");
        });
        lane("3303020002", "2025-05-21T10:00");
        clockTo("2025-05-21T10:01");
        parts.step();
        assertThat(store.open(0, 10))
                .singleElement()
                .satisfies(alert -> assertThat(alert.what().zh()).contains("1 个"));
    }

    @Test
    void what_nobody_filled_in_and_what_ends_soon_is_noted() throws IOException {
        Path config = Platform.folder("notes");
        Files.createDirectories(config.resolve("contracts"));
        Files.createSymbolicLink(
                config.resolve("codes"), Path.of("config/codes").toAbsolutePath());
        Files.writeString(
                config.resolve("contracts/tax-payments.yaml"),
                Feeds.yaml("tax/payments").replaceAll("(?s)catalogue:.*?sensitivity", "sensitivity"));
        Files.writeString(
                config.resolve("contracts/tax-answers.yaml"),
                Feeds.yaml("tax/answers").replaceAll("expires: \\S+", "expires: 2027-03-31"));
        Problems problems = new Problems();
        ContractCatalogue contracts = ContractCatalogue.load(config, problems);
        assertThat(problems.found()).as("a contract from before the catalogue").isEmpty();
        assertThat(DutyNotes.of(contracts, CALENDAR, LocalDate.of(2026, 12, 30)))
                .satisfiesExactlyInAnyOrder(
                        note -> assertThat(note).contains("tax/payments", "catalogue lacks id, approval, expires"),
                        note -> assertThat(note).contains("calendars/2027.yaml"));
        assertThat(DutyNotes.of(contracts, CALENDAR, LocalDate.of(2026, 12, 31)))
                .anySatisfy(note -> assertThat(note).contains("tax/answers", "ends on 2027-03-31: renew it"));
        assertThat(DutyNotes.of(contracts, CALENDAR, LocalDate.of(2027, 3, 31)))
                .anySatisfy(note -> assertThat(note).contains("tax/answers", "ended on 2027-03-31"));
    }

    @Test
    void withdrawals_that_wait_are_an_alert_though_the_rest_of_the_batch_is_in_force() {
        HeldWatch held = new HeldWatch(new SignStore(database));
        batch("APPLIED", "agency:health", "2025-03-03T17:00");
        assertThat(held.look(clock.instant()).orElseThrow().wrong()).isEmpty();
        for (String hold : List.of("OPEN", "CHANGED")) {
            database.run("UPDATE batch SET hold = $1", io.vertx.sqlclient.Tuple.of(hold));
            assertThat(held.look(clock.instant()).orElseThrow().wrong())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.what().en()).startsWith("withdrawals of batch"));
        }
        database.run("UPDATE batch SET hold = 'REFUSED'");
        assertThat(held.look(clock.instant()).orElseThrow().wrong()).isEmpty();
    }

    @Test
    void a_held_batch_is_an_alert_until_it_is_decided() {
        AlertLoop held = new AlertLoop(store, List.of(new HeldWatch(new SignStore(database))), lease("held"), clock);
        batch("HELD", "agency:health", "2025-03-03T17:00");
        held.step();
        held.step();
        assertThat(store.open(0, 10))
                .singleElement()
                .satisfies(alert -> assertThat(alert.subject()).startsWith("health/deaths "));
        database.run("UPDATE batch SET state = 'SUPERSEDED'");
        held.step();
        assertThat(store.open(0, 10)).isEmpty();
        assertThat(store.history(0, 10)).hasSize(1);
    }

    private long open(String moment) {
        clockTo(moment);
        loop.step();
        loop.step();
        return store.open(0, 100).size();
    }

    private boolean late(String feed) {
        return store.open(0, 100).stream().anyMatch(alert -> alert.subject().equals(feed));
    }

    private void clockTo(String moment) {
        clock.forward(Duration.between(clock.instant(), at(moment)));
    }

    private void batch(String state, String actor, String received) {
        batch(DEATHS.toString(), state, actor, received);
    }

    private void batch(String feed, String state, String actor, String received) {
        insert(feed, "", state, actor, received);
    }

    private void lane(String school, String received) {
        insert("education/roster", "roster-" + school + "-*.xlsx", "APPLIED", "agency:education", received);
    }

    private void insert(String feed, String lane, String state, String actor, String received) {
        database.run(
                "INSERT INTO batch (feed, name, lane, identity, as_of, digest, bytes, actor, received_at, state)"
                        + " VALUES ($1, '', $2, '', $5, '', 1, $4, $5, $3)",
                Tuple.of(feed, lane, state, actor, at(received).atOffset(ZoneOffset.UTC)));
    }

    private AlertLoop loop(ContractCatalogue contracts, Set<FeedId> connected, Instant notBefore) {
        Watch watch = new SilenceWatch(contracts, CALENDAR, connected, new SignStore(database), notBefore);
        return new AlertLoop(store, List.of(watch), lease("alerts"), clock);
    }

    private Lease lease(String name) {
        return new Lease(new LeaseStore(database, "one", Duration.ofSeconds(30)), name);
    }

    private static Instant at(String text) {
        return LocalDateTime.parse(text).atZone(SHANGHAI).toInstant();
    }
}
