package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.model.batch.Claim;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a population register says of a person's other numbers, and when a row contradicts its own number. */
class FormerNumbersTest {
    private static final String MOTHER = "330106194501019040";
    private static final String CHILD = "330302201509019019";

    @ParameterizedTest
    @CsvSource({
        "911124198108030024, usa110081030024, 07, USA110081030024",
        "11010519491231002X, 110105491231002, 01, 11010519491231002X",
        "330302201509019019, 34100319680315902X, 01, 34100319680315902X"
    })
    void a_former_number_becomes_the_key_of_the_person_whom_it_led_to(
            String number, String sent, String type, String former) {
        Claim claim = claim(number, "MOVE_IN", "20240301", "\"YGMSFHM\":\"" + sent + "\"");
        String expected =
                former.equals(number) ? null : Feeds.KEYS.key(type, former).toString();
        assertThat(attribute(claim, "formerPerson")).isEqualTo(expected);
        assertThat(claim.attributes()).doesNotContain(former);
    }

    @Test
    void a_former_number_that_never_was_one_links_nobody_and_rejects_nothing() {
        assertThat(attribute(claim(CHILD, "MOVE_IN", "20240301", "\"YGMSFHM\":\"330302150231901\""), "formerPerson"))
                .isNull();
    }

    @Test
    void a_birth_certificate_beside_the_childs_own_number_is_the_child() {
        Claim claim = claim(CHILD, "出生登记", "20150901", "\"CSYXZMBH\":\"T330000001\"");
        assertThat(attribute(claim, "formerPerson"))
                .isEqualTo(Feeds.KEYS.key("990201", "T330000001").toString());
        assertThat(claim.sighting().birth()).isNull();
    }

    @Test
    void a_birth_certificate_beside_the_mothers_number_is_never_the_mother() {
        Claim claim = claim(MOTHER, "出生登记", "20241001", "\"CSYXZMBH\":\"T330000001\"");
        assertThat(attribute(claim, "formerPerson")).isNull();
        assertThat(claim.sighting().birth()).isEqualTo("2024-10-01");
    }

    @Test
    void a_source_that_is_no_register_links_nobody() {
        assertThatThrownBy(() -> Feeds.contract("police/population", "judges: identity", ""))
                .hasMessageContaining("only a population register may link numbers");
    }

    @Test
    void a_newborn_brings_the_day_of_the_birth_that_its_number_does_not_tell() {
        Claim claim = claim("", "出生登记", "20241001", "\"CSYXZMBH\":\"T330000001\"");
        assertThat(claim.sighting().birth()).isEqualTo("2024-10-01");
        assertThat(attribute(claim, "formerPerson")).isNull();
    }

    private static @org.jspecify.annotations.Nullable String attribute(Claim claim, String name) {
        return new JsonObject(claim.attributes()).getString(name);
    }

    private static Claim claim(String number, String event, String date, String more) {
        String json = "{\"GMSFHM\":\"%s\",\"SJLX\":\"%s\",\"SJRQ\":\"%s\",\"XGSJ\":\"20241101120000\",%s}"
                .formatted(number, event, date, more);
        Feeds.Read read = Feeds.read(Feeds.contract("police/population"), json);
        assertThat(read.refusal()).isEmpty();
        return (Claim) read.rows().getFirst();
    }
}
