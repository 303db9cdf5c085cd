package canbao.feed.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Sm3;
import canbao.feed.receipt.ReceiptCheck.Sent;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.model.Wording;
import canbao.model.batch.Receipt;
import canbao.testing.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptCheckTest {
    private static final Instant NOON = Instant.parse("2024-11-01T04:00:00Z");
    private static final byte[] BODY = "姓名,证件号\n".getBytes(StandardCharsets.UTF_8);

    private final TryKeys keys = new TryKeys();

    @Test
    void a_receipt_as_the_hub_wrote_it_is_genuine() {
        ReceiptCheck.Outcome outcome = look(first(), Optional.of(new Sent(BODY.length, Sm3.hex(BODY))));
        assertThat(outcome.good()).as("%s", outcome).isTrue();
        assertThat(outcome.findings()).extracting(Finding::rule).containsExactly("SIGNED", "KEY_VALID", "SAME_FILE");
        assertThat(outcome.findings().getFirst().says().zh()).contains("receipt-1", "2024-11-01T12:00+08:00");
        assertThat(outcome.says()).contains("文件名 / file name: 名单-20241101.csv");
    }

    @Test
    void a_receipt_changed_in_any_one_character_is_not() {
        String receipt = text(first());
        ReceiptKeys known = keys.keys();
        for (int at = 0; at < receipt.length(); at++) {
            for (String other : others(receipt.charAt(at))) {
                String changed = receipt.substring(0, at) + other + receipt.substring(at + 1);
                assertThat(ReceiptCheck.of(bytes(changed), known, Optional.empty())
                                .good())
                        .as("character %d changed to '%s': %s", at, other, changed)
                        .isFalse();
            }
        }
    }

    @Test
    void a_result_and_its_list_changed_in_any_one_character_are_not() {
        byte[] result = result();
        assertThat(look(result).good()).as("%s", look(result)).isTrue();
        String text = text(result);
        ReceiptKeys known = keys.keys();
        for (int at = 0; at < text.length(); at++) {
            String other = others(text.charAt(at)).getFirst();
            String changed = text.substring(0, at) + other + text.substring(at + 1);
            assertThat(ReceiptCheck.of(bytes(changed), known, Optional.empty()).good())
                    .as("character %d changed to '%s'", at, other)
                    .isFalse();
        }
    }

    @Test
    void nothing_may_be_added_left_out_or_doubled() {
        String receipt = text(first());
        for (String changed : List.of(
                receipt + " ",
                "\uFEFF" + receipt,
                receipt.replace("{\n", "{\n  \"note\": 1,\n"),
                receipt.replace("  \"bytes\"", "  \"batch\": 9,\n  \"bytes\""),
                receipt.replace("\"rows\": 3", "\"rows\": 3.0"),
                receipt.replace("\"rows\": 3", "\"rows\": \"3\""),
                receipt.replaceAll(" +\"name\".*\n", ""),
                receipt.replaceAll("\"signature\": .*\n", "\"signature\": null\n"),
                receipt.replace("\n", "\r\n"),
                "",
                "{}",
                "[]",
                "PK\u0003\u0004")) {
            assertThat(look(bytes(changed)).good()).as(changed).isFalse();
        }
        String list = text(result());
        assertThat(look(bytes(list.replaceAll("(?m)^    \\{\"n\": 2.*\n", "").replace("}},\n  ]", "}}\n  ]")))
                        .findings())
                .extracting(Finding::rule)
                .contains("LIST_CHANGED");
    }

    @Test
    void no_two_statements_have_the_same_text() {
        Statement one = new Statement(
                Kind.RECEIPT, Arrays.asList(1, "a/b", "x\nname 1:y", "", null, 1, "", "2024-11-01T12:00+08:00"));
        Statement other =
                new Statement(Kind.RECEIPT, Arrays.asList(1, "a/b", "x", "y", null, 1, "", "2024-11-01T12:00+08:00"));
        assertThat(one.signed("k", "t")).isNotEqualTo(other.signed("k", "t"));
        assertThat(new String(other.signed("k", "t"), StandardCharsets.UTF_8))
                .startsWith("canbao/receipt/1\nbatch 1:1\nfeed 3:a/b\nnumber 1:x\nname 1:y\nrows -\nbytes 1:1\n")
                .endsWith("keyId 1:k\nalgorithm 7:SM2-SM3\nsignedAt 1:t\n");
    }

    /** Signed on 1 November 2024 at noon. */
    @ParameterizedTest
    @CsvSource({
        "revokedAt: 2024-11-01T12:00:00+08:00, KEY_REVOKED",
        "revokedAt: 2024-11-01T11:59:59+08:00, KEY_REVOKED",
        "revokedAt: 2024-11-01T12:00:01+08:00, KEY_VALID",
        "revokedAt: 2025-03-01T09:30:00+08:00, KEY_VALID",
        "until: 2024-11-01, KEY_EXPIRED",
        "until: 2024-11-02, KEY_VALID"
    })
    void a_key_vouches_for_what_it_signed_while_it_was_valid_and_not_revoked(String then, String rule) {
        byte[] receipt = first();
        keys.says(then);
        ReceiptCheck.Outcome outcome = look(receipt);
        assertThat(outcome.findings()).extracting(Finding::rule).containsExactly("SIGNED", rule);
        assertThat(outcome.good()).isEqualTo(rule.equals("KEY_VALID"));
    }

    @Test
    void a_receipt_of_another_hub_or_for_another_file_does_not_hold() {
        byte[] receipt = first();
        assertThat(ReceiptCheck.of(receipt, new TryKeys().keys(), Optional.empty())
                        .findings())
                .extracting(Finding::rule)
                .containsExactly("CHANGED");
        assertThat(ReceiptCheck.of(receipt, ReceiptKeys.NONE, Optional.empty()).findings())
                .extracting(Finding::rule)
                .containsExactly("UNKNOWN_KEY");
        assertThat(look(receipt, Optional.of(new Sent(BODY.length, Sm3.hex(new byte[1]))))
                        .good())
                .isFalse();
        assertThat(look(receipt, Optional.of(new Sent(BODY.length + 1, Sm3.hex(BODY))))
                        .good())
                .isFalse();
    }

    @Test
    void the_keys_that_are_published_verify_as_well() {
        keys.says("revokedAt: 2025-03-01T09:30:00+08:00");
        Problems problems = new Problems();
        ReceiptKeys published = ReceiptKeys.parse(keys.keys().json().encodePrettily(), "receipt-keys.json", problems);
        problems.throwIfAny();
        assertThat(published.json()).isEqualTo(keys.keys().json());
        assertThat(ReceiptCheck.of(first(), published, Optional.empty()).good()).isTrue();
    }

    @Test
    void a_layout_that_was_changed_is_called_that() {
        byte[] spaced = bytes(text(first()).replace("  \"batch\"", "   \"batch\""));
        assertThat(look(spaced).findings())
                .extracting(Finding::rule)
                .containsExactly("SIGNED", "REWRITTEN", "KEY_VALID");
    }

    private byte[] first() {
        ReceiptOffice office = new ReceiptOffice(Platform.database(), keys.ring(), InstantSource.fixed(NOON));
        return bytes(office.first(new Receipt(
                7, FeedId.of("tax/payments"), "N-1", "名单-20241101.csv", 3, BODY.length, Sm3.hex(BODY), NOON, false)));
    }

    private byte[] result() {
        List<Listed> rows = List.of(
                new Listed(1, 1, 3, "amount", "six ***", "DECIMAL", new Wording("写成数字", "write a number")),
                new Listed(2, 1, 9, "certificate", "3303**********001X", "CHECK_DIGIT", new Wording("核对", "check it")));
        canbao.crypto.Sm3Stream list = new canbao.crypto.Sm3Stream();
        rows.forEach(row -> list.update(row.signed()));
        List<Object> values = new ArrayList<>(Arrays.asList(7, "tax/payments", "N-1", "a.csv", "APPLIED", 9, 100L));
        values.addAll(Arrays.asList(Sm3.hex(BODY), 1, 7, 2, 5, 1, 1, 0, 0, 0, "", "2024-11-01T12:00+08:00"));
        values.addAll(Arrays.asList("2024-11-01T12:00:01+08:00", 2, list.hex()));
        Statement statement = new Statement(Kind.RESULT, values);
        Signature signature = keys.ring().sign(statement, NOON).orElseThrow();
        ListWriting writing = new ListWriting(statement.open(signature));
        rows.forEach(writing::row);
        return writing.end();
    }

    /** Characters that somebody might put there, of the same kind and of another. */
    private static List<String> others(char c) {
        List<String> others = new ArrayList<>();
        others.add(Character.isDigit(c) ? String.valueOf((char) ('0' + (c - '0' + 1) % 10)) : c == 'a' ? "b" : "a");
        others.add(c == ' ' ? "\t" : " ");
        if (Character.isLetter(c) && c < 128) {
            others.add(String.valueOf((char) (c ^ 0x20)));
        }
        return others;
    }

    private ReceiptCheck.Outcome look(byte[] file) {
        return look(file, Optional.empty());
    }

    private ReceiptCheck.Outcome look(byte[] file, Optional<Sent> sent) {
        return ReceiptCheck.of(file, keys.keys(), sent);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
