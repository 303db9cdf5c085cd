package canbao.runtime.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.Wording;
import canbao.routes.RouteEnd;
import canbao.routes.RouteFile;
import canbao.security.AgencyDoors;
import canbao.security.AgencyKeys;
import canbao.security.AgencyKeys.Agency;
import canbao.security.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoorOwnersTest {
    private static final AgencyKeys AGENCIES = new AgencyKeys(
            List.of(),
            List.of(
                    agency("tax", Optional.empty(), List.of("payments")),
                    agency(
                            "civil",
                            Optional.of(new AgencyDoors.Sftp("civil", List.of(), Secret.of("a-long-password-1"))),
                            List.of())));

    @Test
    void an_agencys_table_fills_its_own_feeds_only() {
        assertThat(problems("table:x", "payments", "hub:tax/list")).isEmpty();
        assertThat(problems("table:x", "PAYMENTS", "hub:civil/list"))
                .singleElement()
                .matches(problem -> problem.rule().contains("belongs to tax"));
        assertThat(problems("table:x", "other", "hub:tax/list"))
                .singleElement()
                .matches(problem -> problem.fix().contains("[payments]"));
        assertThat(problems("table:x", "free", "hub:civil/list")).isEmpty();
    }

    @Test
    void a_box_without_a_login_or_for_a_feed_that_is_not_its_agencys_is_a_problem() {
        assertThat(problems("sftp-drop:box", "", "hub:civil/list")).isEmpty();
        assertThat(problems("sftp-drop:box", "", "hub:civil/other")).hasSize(1);
        assertThat(problems("sftp-drop:box", "", "hub:tax/list"))
                .singleElement()
                .matches(problem -> problem.fix().contains("agencies.yaml"));
    }

    private static List<Problem> problems(String from, String table, String to) {
        Problems problems = new Problems();
        RouteFile route = new RouteFile(
                "routes/a.camel.yaml", "a", new RouteEnd(from, Map.of("table", table)), new RouteEnd(to, Map.of()));
        DoorOwners.check(List.of(route), AGENCIES, problems);
        return problems.found();
    }

    private static Agency agency(String id, Optional<AgencyDoors.Sftp> sftp, List<String> tables) {
        return new Agency(id, new Wording(id, id), Set.of("list"), new AgencyDoors(sftp, List.of(), tables), Set.of());
    }
}
