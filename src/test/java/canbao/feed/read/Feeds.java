package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.field.ColumnYaml;
import canbao.identity.CertificateKeys;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import canbao.model.batch.Refusal;
import canbao.model.batch.RowResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The real contracts, loosened where a test needs it, and what they make of some bytes. */
public final class Feeds {
    public static final Path CONFIG = Path.of("config");
    public static final CertificateKeys KEYS = new CertificateKeys("only-for-tests-0".getBytes(StandardCharsets.UTF_8));

    public static final LocalDate TODAY = LocalDate.of(2025, 3, 1);

    private Feeds() {}

    public record Read(Optional<Refusal> refusal, List<RowResult> rows) {
        public String refusedBy() {
            return refusal.map(Refusal::rule).orElse("");
        }
    }

    public static Contract contract(String feed) {
        return parse(yaml(feed));
    }

    /** The contract with some of its text replaced, for instance a limit. */
    public static Contract contract(String feed, String text, String replacement) {
        String yaml = yaml(feed);
        if (!yaml.contains(text)) {
            throw new IllegalArgumentException("the contract does not say " + text);
        }
        return parse(yaml.replace(text, replacement));
    }

    public static Contract parse(String yaml) {
        Problems problems = new Problems();
        Contract contract = ContractCatalogue.contract(
                YamlNode.parse(yaml, "test.yaml", problems), new ColumnYaml(CONFIG.resolve("codes")));
        problems.throwIfAny();
        return contract;
    }

    public static String yaml(String feed) {
        FeedId id = FeedId.of(feed);
        try {
            return Files.readString(CONFIG.resolve("contracts/" + id.agency() + "-" + id.feed() + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Read read(Contract contract, byte[] bytes) {
        List<RowResult> rows = new ArrayList<>();
        Optional<Refusal> refusal = reader(contract).read(new ByteArrayInputStream(bytes), rows::add);
        return new Read(refusal, rows);
    }

    public static Read read(Contract contract, String text, Control control) {
        List<RowResult> rows = new ArrayList<>();
        byte[] bytes = text.getBytes(contract.delivery().format().charset());
        Optional<Refusal> refusal = reader(contract).read(new ByteArrayInputStream(bytes), control, rows::add);
        return new Read(refusal, rows);
    }

    /** A reader on the day {@link #TODAY}. */
    public static FeedReader reader(Contract contract) {
        return new FeedReader(contract, KEYS, TODAY);
    }

    public static Read read(Contract contract, String text) {
        Charset charset = contract.delivery().format().charset();
        return read(contract, text.getBytes(charset == null ? StandardCharsets.UTF_8 : charset));
    }
}
