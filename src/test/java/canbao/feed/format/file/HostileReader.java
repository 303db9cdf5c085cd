package canbao.feed.format.file;

import canbao.feed.contract.Contract;
import canbao.feed.read.Feeds;
import canbao.model.batch.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads every file of a folder in a small heap and says of each how it went: name, milliseconds, rule, place. */
final class HostileReader {
    private HostileReader() {}

    public static void main(String[] arguments) throws IOException {
        Contract text =
                Feeds.parse(Feeds.yaml("civil-affairs/hardship").replaceFirst("format: .*", "format: {type: csv}"));
        Contract sheet = Feeds.parse(
                Feeds.yaml("education/roster").replaceFirst("format: .*", "format: {type: xlsx, sheets: first}"));
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            Contract contract = file.toString().endsWith(".xlsx") ? sheet : text;
            long start = System.nanoTime();
            String verdict;
            try (InputStream bytes = Files.newInputStream(file)) {
                Optional<Refusal> refusal = Feeds.reader(contract).read(bytes, row -> {});
                verdict = refusal.map(why -> why.rule() + " " + why.place()).orElse("READ");
            } catch (OutOfMemoryError e) {
                verdict = "OUT_OF_MEMORY";
            } catch (RuntimeException e) {
                verdict = e.getClass().getName();
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.println(file.getFileName() + "\t" + millis + "\t" + verdict);
        }
        System.out.println("END");
    }
}
