package canbao.feed.offer;

import canbao.feed.contract.Contract;
import canbao.feed.format.Format.Form;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Everything that an agency's IT staff gets for one feed, as files; the same on the same day. */
public final class Pack {
    private static final int ROWS = 12;

    private final SampleShape shape;
    private final Contract contract;
    private final SampleFiles files;
    private final LocalDate today;

    private Pack(Contract contract, LocalDate today) {
        this.contract = contract;
        this.shape = new SampleShape(contract);
        this.files = new SampleFiles(shape, today);
        this.today = today;
    }

    /**
     * The pack without what depends on other parts of the hub.
     *
     * @param files name to content
     * @param samples the names of those that must pass the contract without a rejection
     * @param faulty the name of the one that must not
     */
    public record Files(Map<String, byte[]> files, List<String> samples, String faulty) {
        public Files {
            files = new LinkedHashMap<>(files);
            samples = List.copyOf(samples);
        }
    }

    /** Throws {@link IllegalStateException} when no row can pass the contract. */
    public static Files of(Contract contract, LocalDate today) {
        return new Pack(contract, today).make();
    }

    private Files make() {
        Random random = new Random(contract.feed().toString().hashCode());
        SampleRows drawn = new SampleRows(shape, today, random);
        List<SampleRow> rows = drawn.draw(Math.max(ROWS, contract.limits().minRows()));
        Map<String, byte[]> made = new LinkedHashMap<>();
        Page page = ContractPage.of(shape, rows.getFirst());
        made.put("contract.md", bytes(page.markdown()));
        made.put("contract.html", bytes(page.html("参保通 " + contract.feed())));
        Map<String, byte[]> samples = files.all(rows);
        samples.forEach((name, content) -> made.put("samples/" + name, content));
        String faulty = "samples/faulty-" + files.name(files.takes(Form.CSV) ? "csv" : ending());
        made.put(faulty, faulty(drawn));
        if (files.takes(Form.XLSX)) {
            made.put("template.xlsx", new SampleSheet(shape).bytes(List.of(), false));
        }
        made.put("push.sh", example("push.sh"));
        made.put("Push.java", example("Push.java"));
        return new Files(
                made, samples.keySet().stream().map(name -> "samples/" + name).toList(), faulty);
    }

    private byte[] faulty(SampleRows drawn) {
        List<SampleRow> rows = Faults.plant(shape, drawn.draw(Faults.rows(contract)));
        if (files.takes(Form.CSV)) {
            return files.csv(rows);
        }
        Map<String, byte[]> all = files.all(rows);
        return all.getOrDefault(files.name(ending()), new byte[0]);
    }

    private String ending() {
        return files.takes(Form.JSON) ? "jsonl" : "xlsx";
    }

    private byte[] example(String name) {
        try (InputStream text = Pack.class.getResourceAsStream("/offer/" + name)) {
            if (text == null) {
                throw new IllegalStateException("the build lacks offer/" + name);
            }
            String example = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            return bytes(example.replace("@FEED@", contract.feed().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read offer/" + name, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
