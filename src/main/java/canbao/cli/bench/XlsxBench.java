package canbao.cli.bench;

import canbao.cli.Folders;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.field.ColumnYaml;
import canbao.feed.read.FeedReader;
import canbao.identity.CertificateKeys;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.batch.Claim;
import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The reader alone over one large workbook: from the file's bytes to claims, nothing stored. */
@Command(
        name = "xlsx",
        description = "读取一个大XLSX：只测读取与校验 / reads one large XLSX: the reader alone, from bytes to checked rows")
final class XlsxBench implements Callable<Integer> {
    private static final LocalDate TODAY = LocalDate.of(2024, 11, 15);
    private static final byte[] KEY = "only-for-benches".getBytes(StandardCharsets.UTF_8);

    @Option(names = "--rows", description = "行数 / rows (${DEFAULT-VALUE})")
    private int rows = 200_000;

    @Option(names = "--rounds", description = "读几遍，取最后一遍 / rounds, of which the last counts (${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(names = "--seed", description = "随机种子 / seed (${DEFAULT-VALUE})")
    private long seed = 42;

    @Option(names = "--json", description = "最后一行输出一个 JSON 对象 / print one JSON object as the last line")
    private boolean json;

    private record Round(double wall, double cpu, long peakHeap, int claims) {}

    @Override
    public Integer call() throws IOException {
        System.err.println("生成 " + rows + " 行 / making " + rows + " rows");
        Path folder = Files.createTempDirectory("canbao-bench");
        try {
            Path file = folder.resolve("roster.xlsx");
            BenchSheet.write(file, rows, new Random(seed));
            Contract contract = contract();
            Round first = read(contract, file);
            Round last = first;
            for (int round = 1; round < rounds; round++) {
                last = read(contract, file);
            }
            print(new JsonObject()
                    .put("rows", rows)
                    .put("fileMegabytes", rounded(Files.size(file) / 1e6))
                    .put("rowsPerSecond", Math.round(rows / last.wall()))
                    .put("rowsPerSecondCold", Math.round(rows / first.wall()))
                    .put("wallSeconds", rounded(last.wall()))
                    .put("cpuSeconds", rounded(last.cpu()))
                    .put("peakHeapMegabytes", last.peakHeap() >> 20));
            if (last.claims() != rows) {
                System.err.println("不一致 / MISMATCH: " + last.claims() + " rows were read");
                return 1;
            }
            return 0;
        } finally {
            Folders.delete(folder);
        }
    }

    private static Contract contract() throws IOException {
        Problems problems = new Problems();
        try (InputStream yaml = XlsxBench.class.getResourceAsStream("/bench/bench-sheet.yaml")) {
            if (yaml == null) {
                throw new IOException("the benchmark's contract is not on the classpath");
            }
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            Contract contract = ContractCatalogue.contract(
                    YamlNode.parse(text, "bench-sheet.yaml", problems), new ColumnYaml(Path.of("config/codes")));
            problems.throwIfAny();
            return contract;
        }
    }

    /** One round; the peak counts garbage too, so give the heap that the hub would have ({@code -Xmx}). */
    private static Round read(Contract contract, Path file) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        int[] claims = {0};
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        try (InputStream bytes = Files.newInputStream(file)) {
            new FeedReader(contract, new CertificateKeys(KEY), TODAY)
                    .read(bytes, row -> claims[0] += row instanceof Claim ? 1 : 0)
                    .ifPresent(refusal -> System.err.println("refused: " + refusal));
        }
        return new Round(
                (System.nanoTime() - wall) / 1e9,
                (system.getProcessCpuTime() - cpu) / 1e9,
                heap.stream()
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum(),
                claims[0]);
    }

    private void print(JsonObject result) {
        if (json) {
            System.out.println(result.encode());
        } else {
            result.forEach(figure -> System.out.printf("  %-20s %s%n", figure.getKey(), figure.getValue()));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
