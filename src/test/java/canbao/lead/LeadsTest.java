package canbao.lead;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.audit.AuditStore;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.lead.Sign.Standing;
import canbao.model.Actor;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Identity;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.testing.Platform;
import io.vertx.core.json.JsonArray;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LeadsTest {
    private static final Database DATABASE = Platform.database();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-03-01T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final LocalDate TODAY = LocalDate.of(2025, 3, 1);
    private static final AuditStore AUDIT = new AuditStore(DATABASE, "leads", CLOCK);
    private static final Fact COST = cost("3000000", "2025-02-20");
    private static final Fact ORPHAN = fact(FactKind.PUPIL, 2, Map.of("orphan", "true"));
    private static final Fact SEVERE = fact(FactKind.HARDSHIP, 3, Map.of("category", "重度残疾", "begin", "2020-01-01"));
    private static final Fact POOR = fact(FactKind.HARDSHIP, 4, Map.of("category", "低保对象", "begin", "2025-02"));
    private static final Fact VISITED =
            fact(FactKind.VISIT, 5, Map.of("reason", "HIGH_COST", "result", "NOT_ENTITLED", "date", "2025-02-25"));

    private final PersonKey person = new PersonKey(UUID.randomUUID());
    private final Leads leads = new Leads(DATABASE, AUDIT, Radar.Limits.ORDINARY, CLOCK);

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void the_radar_sees_who_is_on_nobodys_list() {
        assertThat(suspected(COST)).containsExactly(Reason.HIGH_COST);
        assertThat(suspected(cost("2999999", "2025-02-20"))).isEmpty();
        assertThat(suspected(ORPHAN)).containsExactly(Reason.ORPHAN);
        assertThat(suspected(fact(FactKind.PUPIL, 2, Map.of("disability", "智力"))))
                .containsExactly(Reason.DISABLED_PUPIL);
        assertThat(suspected(SEVERE)).containsExactly(Reason.SEVERE_DISABILITY);
    }

    @Test
    void a_list_a_visit_after_the_cost_and_a_death_answer_the_suspicion() {
        assertThat(suspected(COST, POOR)).isEmpty();
        assertThat(suspected(SEVERE, POOR)).isEmpty();
        assertThat(suspected(ORPHAN, SEVERE)).containsExactly(Reason.SEVERE_DISABILITY);
        assertThat(suspected(COST, VISITED)).isEmpty();
        assertThat(suspected(cost("5000000", "2025-02-26"), VISITED))
                .as("more cost since")
                .isNotEmpty();
        Fact death = fact(FactKind.LIFE_EVENT, 9, Map.of("event", "DEATH", "date", "2025-02-27"));
        assertThat(suspected(COST, ORPHAN, death)).isEmpty();
        Fact ended = fact(FactKind.HARDSHIP, 4, Map.of("category", "低保对象", "begin", "2024-01", "end", "2025-02"));
        assertThat(suspected(COST, ended)).as("a status that has ended").containsExactly(Reason.HIGH_COST);
    }

    @Test
    void e24_a_high_cost_becomes_one_lead_goes_out_and_is_closed_by_the_identification() {
        look(COST);
        look(COST);
        assertThat(mine()).extracting(Lead::state).containsExactly(Lead.State.OPEN);
        List<JsonArray> sent = new ArrayList<>();
        Lease lease = new Lease(new LeaseStore(DATABASE, "test", Duration.ofMinutes(1)), "leads");
        LeadLoop.Ways ways = new LeadLoop.Ways(
                people -> people.stream()
                        .collect(Collectors.toMap(
                                key -> key, key -> new Identity("01", "330302201509019019", "测试", null))),
                sent::add);
        LeadLoop loop = new LeadLoop(DATABASE, AUDIT, lease, ways, CLOCK);
        loop.step();
        loop.step();
        assertThat(sent.stream()
                        .flatMap(batch -> batch.stream())
                        .filter(item -> item.toString()
                                .contains("\"lead\":" + mine().getFirst().id() + ",")))
                .as("told once")
                .hasSize(1);
        assertThat(mine()).extracting(Lead::state).containsExactly(Lead.State.SENT);
        look(COST, POOR);
        assertThat(mine()).extracting(Lead::result).containsExactly(Lead.Result.IDENTIFIED);
        look(COST);
        assertThat(mine()).as("the status was taken back").hasSize(2);
    }

    @Test
    void e24_a_visit_closes_it_and_so_does_the_end_of_its_reason() {
        look(COST, ORPHAN);
        look(COST, VISITED);
        assertThat(mine()).extracting(Lead::result).containsExactly(Lead.Result.VISITED, Lead.Result.GONE);
    }

    @Test
    void who_is_found_to_be_another_has_no_lead_of_his_own() {
        PersonKey other = new PersonKey(UUID.randomUUID());
        look(COST);
        DATABASE.inBulkDo(bulk -> leads.look(bulk, List.of(new PersonFacts(other, 1, List.of(COST), List.of(person)))));
        assertThat(mine()).extracting(Lead::result).containsExactly(Lead.Result.MERGED);
    }

    @Test
    void what_staff_dismissed_is_not_found_again_on_the_same_row_and_a_reason_names_nobody() {
        look(COST);
        long id = mine().getFirst().id();
        Actor staff = Actor.staff("desk");
        assertThat(leads.dismiss(staff, id, "见 330302201509019019")).isInstanceOf(Leads.Outcome.Refused.class);
        assertThat(leads.dismiss(staff, id, "已电话核实")).isEqualTo(new Leads.Outcome.Closed(id));
        assertThat(leads.dismiss(staff, id, "再次")).isInstanceOf(Leads.Outcome.Refused.class);
        look(COST);
        assertThat(mine()).hasSize(1);
        assertThat(AUDIT.verify()).isInstanceOf(canbao.audit.ChainStore.Check.Sound.class);
    }

    private void look(Fact... facts) {
        DATABASE.inBulkDo(bulk -> leads.look(bulk, List.of(new PersonFacts(person, 1, List.of(facts)))));
    }

    private List<Lead> mine() {
        return leads.store().list("", "", 0, 500).stream()
                .filter(lead -> lead.person().equals(person))
                .toList();
    }

    private List<Reason> suspected(Fact... facts) {
        return Radar.look(new PersonFacts(person, 1, List.of(facts)), Radar.Limits.ORDINARY, TODAY).stream()
                .filter(sign -> sign.standing() == Standing.SUSPECTED)
                .map(Sign::reason)
                .toList();
    }

    private static Fact cost(String fen, String date) {
        return fact(FactKind.COST, 1, Map.of("year", "2025", "amount", fen, "date", date));
    }

    private static Fact fact(FactKind kind, int line, Map<String, String> attributes) {
        return new Fact(kind, FeedId.of("a/b"), "", attributes, Instant.EPOCH, 1, line);
    }
}
