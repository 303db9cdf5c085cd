package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class HouseholdTest {
    private static final String A = "330302198001010019";
    private static final String B = "330302201509019019";
    private static final String BAD = "330302201509019018";
    private static final String YAML = """
            feed: town/families
            version: 1
            owner: x
            legalBasis: x
            purpose: x
            sensitivity: sensitive
            retention: P1Y
            kind: register
            mode: delta
            format: {type: json-lines}
            scope: whole
            key: [certificate]
            household: {members: [jtcy], max: 3, count: size}
            columns:
              certificate: {header: ['id{n}', id], type: certificate, required: true, member: true}
              name: {header: ['name{n}', name], type: name, required: true, member: true}
              size: {header: [size], type: integer, mayBeAbsent: true}
              town: {header: [town], type: text, required: true}
            batch: {minRows: 0}
            """;
    private static final Contract JSON = Feeds.parse(YAML);
    private static final Contract CSV = Feeds.parse(YAML.replace("{type: json-lines}", "{type: csv, charset: UTF-8}"));

    @Test
    void each_member_of_an_array_is_a_row_with_the_household_s_columns() {
        List<RowResult> rows = json("{'town':'T','size':2,'jtcy':[%s,%s]}".formatted(member(A), member(B)));
        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(((Claim) row).attributes()).contains("\"town\":\"T\"", "\"size\":\"2\""));
        assertThat(rows).extracting(row -> ((Claim) row).rowKey()).doesNotHaveDuplicates();
    }

    @Test
    void a_bad_member_is_rejected_alone_and_named_by_its_place() {
        List<RowResult> rows = json("{'town':'T','jtcy':[%s,{'id':'%s'},%s]}".formatted(member(BAD), A, member(B)));
        assertThat(rows.get(0)).isInstanceOfSatisfying(Rejection.class, rejection -> {
            assertThat(rejection.field()).isEqualTo("certificate[1]");
            assertThat(rejection.rule()).isEqualTo("CERTIFICATE_CHECK_DIGIT");
            assertThat(rejection.rowKey()).isNull();
        });
        assertThat(rows.get(1)).isInstanceOfSatisfying(Rejection.class, rejection -> {
            assertThat(rejection.field()).isEqualTo("name[2]");
            assertThat(rejection.rowKey()).as("protects its key").isNotNull();
        });
        assertThat(rows.get(2)).isInstanceOf(Claim.class);
    }

    @Test
    void a_count_that_differs_rejects_the_household_and_protects_every_member() {
        List<RowResult> rows = json("{'town':'T','size':3,'jtcy':[%s,%s]}".formatted(member(A), member(B)));
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            Rejection rejection = (Rejection) row;
            assertThat(rejection.rule()).isEqualTo("MEMBER_COUNT");
            assertThat(rejection.field()).isEqualTo("size");
            assertThat(rejection.maskedValue()).isEqualTo("3");
            assertThat(rejection.rowKey()).isNotNull();
        });
    }

    @Test
    void too_many_members_and_none_at_all_are_rejections() {
        String four = "%s,%s,%s,%s".formatted(member(A), member(B), member(A), member(B));
        assertThat(json("{'town':'T','jtcy':[%s]}".formatted(four)))
                .hasSize(4)
                .allMatch(row -> ((Rejection) row).rule().equals("TOO_MANY_MEMBERS"));
        assertThat(json("{'town':'T','jtcy':[]}"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Rejection.class,
                        rejection -> assertThat(rejection.rule()).isEqualTo("NO_MEMBERS"));
    }

    @Test
    void repeated_columns_may_stop_early_have_gaps_and_read_the_same() {
        List<RowResult> rows =
                csv("town,id1,name1,id2,name2,id3,name3\nT,%s,甲,,,%s,乙\nT,%s,丙\n,,,,,,\n".formatted(A, B, A));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).isInstanceOf(Claim.class);
        assertThat(rows.get(1)).isInstanceOf(Claim.class);
        assertThat(rows.get(2)).as("a short line").isInstanceOfSatisfying(Rejection.class, rejection -> {
            assertThat(rejection.rule()).isEqualTo("FIELD_COUNT");
            assertThat(rejection.rowKey()).isEqualTo(((Claim) rows.get(0)).rowKey());
        });
    }

    @Test
    void one_member_to_a_row_is_a_household_too() {
        assertThat(csv("town,id,name\nT,%s,甲\nT,%s,乙\n".formatted(A, B)))
                .hasSize(2)
                .allMatch(Claim.class::isInstance);
    }

    @Test
    void arrays_that_are_not_of_members_are_refused_as_before() {
        for (String row : List.of(
                "{'town':'T','other':[%s]}".formatted(member(A)),
                "{'town':'T','jtcy':[[%s]]}".formatted(member(A)),
                "{'town':'T','jtcy':['x']}",
                "{'town':'T','jtcy':[{'id':{'x':1}}]}",
                "{'town':'T','jtcy':[%s".formatted(member(A)))) {
            assertThat(json(row))
                    .as(row)
                    .isNotEmpty()
                    .allMatch(each -> each instanceof Rejection rejection
                            && rejection.rule().equals("NOT_JSON"));
        }
        assertThat(json("{'town':'T','jtcy':[{'id':'%s','name':'x','x':'1'}]}".formatted(A)))
                .allMatch(each ->
                        each instanceof Rejection rejection && rejection.rule().equals("UNKNOWN_COLUMN"));
    }

    private static String member(String number) {
        return "{'id':'%s','name':'某人'}".formatted(number);
    }

    private static List<RowResult> json(String row) {
        return Feeds.read(JSON, row.replace('\'', '"')).rows();
    }

    private static List<RowResult> csv(String text) {
        return Feeds.read(CSV, text).rows();
    }
}
