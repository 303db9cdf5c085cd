package canbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {
    @ParameterizedTest
    @CsvSource({
        "11010519491231002X, 01",
        "440524188001010014, 01",
        "330302201509019019, 01",
        "34100319680315902X, 01",
        "630103199912319034, 01",
        "330106194501019040, 01",
        "810000199001010019, 17",
        "820000199001010029, 17",
        "830000199001010039, 17",
        "911124198108030024, 07"
    })
    void a_valid_number_passes_as_the_type_that_it_shows(String number, String type) {
        assertThat(Certificates.check("01", number)).isEqualTo(new Certificates.Valid(type, number));
    }

    @Test
    void fifteen_digits_become_eighteen() {
        assertThat(number("110105491231002")).isEqualTo("11010519491231002X");
    }

    @Test
    void sequences_from_996_in_fifteen_digits_mean_the_nineteenth_century() {
        assertThat(number("110105991231996")).startsWith("11010518991231996");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002x",
                " 110105 19491231 002X ",
                "１１０１０５１９４９１２３１００２Ｘ",
                "110105\u300019491231\u00a0002ｘ\t",
                "\u202a11010519491231002X\u202c"
            })
    void widths_case_spaces_and_invisible_marks_do_not_matter(String sent) {
        assertThat(number(sent)).isEqualTo("11010519491231002X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.30302E+17", "3.30302201509019E+17", "3.30302e17", "33E16", "330302201509018000"})
    void what_a_spreadsheet_rounded_is_refused_and_never_repaired(String sent) {
        assertThat(rule("01", sent)).isEqualTo("CERTIFICATE_SCIENTIFIC");
    }

    @Test
    void a_real_number_that_ends_in_zeros_is_no_rounding() {
        assertThat(number("330302196009019000")).isEqualTo("330302196009019000");
    }

    @Test
    void every_single_changed_digit_is_noticed() {
        String number = "330302201509019019";
        for (int i = 6; i < 18; i++) {
            for (char c = '0'; c <= '9'; c++) {
                if (c != number.charAt(i)) {
                    String wrong = number.substring(0, i) + c + number.substring(i + 1);
                    assertThat(Certificates.check("01", wrong)).isInstanceOf(Certificates.Invalid.class);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "330302201509019018, CERTIFICATE_CHECK_DIGIT",
        "330302201502309013, CERTIFICATE_DATE",
        "330302150231901, CERTIFICATE_DATE",
        "33030220150901901, CERTIFICATE_FORMAT",
        "3303022015O9019019, CERTIFICATE_FORMAT",
        "033302201509019019, CERTIFICATE_FORMAT",
        "840000199001010019, CERTIFICATE_FORMAT",
        "X11010519491231002, CERTIFICATE_FORMAT"
    })
    void a_wrong_number_names_its_rule(String sent, String rule) {
        assertThat(rule("01", sent)).isEqualTo(rule);
    }

    @Test
    void nothing_and_zeros_are_no_numbers() {
        assertThat(rule("01", "")).isEqualTo("CERTIFICATE_FORMAT");
        assertThat(rule("01", "000000000000000000")).isEqualTo("CERTIFICATE_FORMAT");
    }

    @Test
    void birth_certificates_are_a_letter_and_nine_digits() {
        assertThat(Certificates.check("990201", "ｔ330000001"))
                .isEqualTo(new Certificates.Valid("990201", "T330000001"));
        assertThat(rule("990201", "T33000001")).isEqualTo("CERTIFICATE_FORMAT");
        assertThat(rule("990201", "330302201509019019")).isEqualTo("CERTIFICATE_FORMAT");
    }

    @Test
    void a_newborn_filed_under_the_type_of_citizens_is_known_by_the_form_of_the_number() {
        assertThat(Certificates.check("01", "T330000001")).isEqualTo(new Certificates.Valid("990201", "T330000001"));
        assertThat(rule("01", "T33000000")).isEqualTo("CERTIFICATE_FORMAT");
    }

    @Test
    void old_permanent_residence_cards_pass_under_their_type_only() {
        assertThat(Certificates.check("07", "usa110081030024"))
                .isEqualTo(new Certificates.Valid("07", "USA110081030024"));
        assertThat(rule("01", "USA110081030024")).isEqualTo("CERTIFICATE_FORMAT");
    }

    @Test
    void the_number_carries_the_date_of_birth() {
        assertThat(((Certificates.Valid) Certificates.check("01", "630103199912319034")).birth())
                .isEqualTo(LocalDate.of(1999, 12, 31));
        assertThat(((Certificates.Valid) Certificates.check("990201", "T330000001")).birth())
                .isNull();
    }

    @Test
    void only_numbers_of_citizens_and_residents_carry_a_date_of_birth() {
        Certificates.Valid passport = (Certificates.Valid) Certificates.check("99", "PASSPORT-123456789");
        assertThat(passport.number()).hasSize(18);
        assertThat(passport.birth()).isNull();
    }

    @Test
    void a_former_number_may_be_of_a_citizen_a_card_or_a_newborn() {
        assertThat(Certificates.former("110105491231002"))
                .isEqualTo(new Certificates.Valid("01", "11010519491231002X"));
        assertThat(Certificates.former("USA110081030024")).isEqualTo(new Certificates.Valid("07", "USA110081030024"));
        assertThat(Certificates.former("T330000001")).isEqualTo(new Certificates.Valid("990201", "T330000001"));
        assertThat(Certificates.former("330302201509019018")).isInstanceOf(Certificates.Invalid.class);
    }

    @Test
    void a_masked_number_hides_birth_and_sequence() {
        assertThat(Certificates.masked("330302201509019019")).isEqualTo("330*************19");
        assertThat(Certificates.masked("T33000001")).isEqualTo("*********");
    }

    @Test
    void a_number_never_prints_itself() {
        assertThat(Certificates.check("01", "330302201509019019").toString()).doesNotContain("3303");
    }

    private static String number(String sent) {
        return ((Certificates.Valid) Certificates.check("01", sent)).number();
    }

    private static String rule(String type, String sent) {
        return ((Certificates.Invalid) Certificates.check(type, sent)).rule();
    }
}
