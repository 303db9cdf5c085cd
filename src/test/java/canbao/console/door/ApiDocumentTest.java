package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.feed.contract.ContractCatalogue;
import canbao.io.yaml.Problems;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.OpenAPIContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ApiDocumentTest {
    private static final ContractCatalogue CONTRACTS = ContractCatalogue.load(Path.of("config"), new Problems());

    @Test
    void the_published_document_is_valid_openapi_and_names_every_feed(Vertx vertx) {
        try (ConsoleHarness console = console(vertx)) {
            var answer = console.get("/openapi.json");
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonObject document = new JsonObject(answer.body());
            assertThat(document.getString("openapi")).isEqualTo("3.1.0");
            CONTRACTS
                    .all()
                    .forEach(contract -> assertThat(
                                    document.getJsonObject("paths").fieldNames())
                            .contains("/feeds/" + contract.feed()));
            JsonObject readable = ApiDocument.withoutBodies(document.copy());
            assertThat(OpenAPIContract.from(vertx, readable).await().operations())
                    .hasSize(9 + CONTRACTS.all().size());
        }
    }

    @Test
    void a_row_as_the_agency_sends_it_fits_the_schema_and_one_without_a_required_value_does_not(Vertx vertx) {
        JsonObject document = FeedPaths.added(ApiDocument.load(vertx).text(), CONTRACTS);
        JsonObject schema =
                document.getJsonObject("components").getJsonObject("schemas").getJsonObject("tax.payments");
        JsonObject row = new JsonObject("""
                {"zsuuid": "1", "jfrsbh": "11010519491231002X", "jfrmc": "测试人甲", "ssnd": "2025", "sjje": 660.00,
                 "jylx": "缴费", "jysj": "20241101093000", "qd": "微信"}
                """);
        assertThat(valid(schema, row)).isTrue();
        row.remove("jfrsbh");
        assertThat(valid(schema, row)).isFalse();
        assertThat(valid(schema, row.put("jfrsbh", 7))).isFalse();
    }

    /** What the signature's own check would refuse, the document refuses, and the other way round. */
    @Test
    void the_document_and_the_signature_ask_the_same_of_every_header(Vertx vertx) {
        JsonObject parameters =
                ApiDocument.load(vertx).text().getJsonObject("components").getJsonObject("parameters");
        Map<String, List<String>> samples = Map.of(
                "Key", List.of("tax-1", ".a", "a b", "x".repeat(65), "1.5"),
                "Timestamp", List.of("1", "-1", "1".repeat(16), "1e3"),
                "Nonce", List.of("12345678", "-1234567", "short", "a_b_c_d_e"),
                "Digest", List.of("0".repeat(64), "F".repeat(64), "0".repeat(63)),
                "Signature", List.of("0".repeat(64), "0".repeat(65), "0".repeat(160), "0".repeat(162)),
                "Number", List.of("1.5", "a,b", "a b", "\u00e9", "\"x\"", "x".repeat(101)),
                "AsOf", List.of("2024-11-01", "2024-11-1", "20241101"),
                "Rows", List.of("0", "-1", "1".repeat(10)),
                "Sum", List.of("-1.50", "1", "1.", "1e9", ".5"));
        samples.forEach((name, values) -> {
            JsonObject parameter = parameters.getJsonObject(name);
            for (String value : values) {
                assertThat(valid(parameter.getJsonObject("schema"), value))
                        .as(name + " " + value)
                        .isEqualTo(HeadersProbe.accepts(parameter.getString("name"), value));
            }
        });
    }

    private static boolean valid(JsonObject schema, Object value) {
        var options = new JsonSchemaOptions()
                .setBaseUri("app://test")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        return Validator.create(JsonSchema.of(schema), options).validate(value).getValid();
    }

    private static ConsoleHarness console(Vertx vertx) {
        return new ConsoleHarness(
                vertx,
                Platform.database(),
                (feed, actor, headers, body) -> {
                    throw new IllegalStateException("nobody rings here");
                },
                true,
                SampleStatus::middle);
    }
}
