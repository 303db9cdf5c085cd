package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;

/** How many rows a second one thread reads: {@code main} of the test sources, run by hand. */
final class ReaderBenchmark {
    private static final int ROWS = 500_000;
    private static final int ROUNDS = 8;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private ReaderBenchmark() {}

    public static void main(String[] arguments) {
        String yaml = Feeds.yaml("civil-affairs/hardship");
        Contract nine = Feeds.parse(yaml);
        Contract seven = Feeds.parse(without(without(yaml, "disability"), "household"));
        byte[] wide = file(true).getBytes(Charset.forName("GB18030"));
        byte[] narrow = file(false).getBytes(Charset.forName("GB18030"));
        measure("9 columns", nine, wide);
        measure("7 columns", seven, narrow);
    }

    private static void measure(String name, Contract contract, byte[] bytes) {
        FeedReader reader = Feeds.reader(contract);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long[] sum = new long[2];
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long cpu = threads.getCurrentThreadCpuTime();
            reader.read(new ByteArrayInputStream(bytes), row -> {
                if (row instanceof Claim claim) {
                    sum[0]++;
                    sum[1] += claim.contentHash() + claim.rowKey().getLeastSignificantBits();
                }
            });
            double seconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
            System.out.printf(
                    "%s: %d rows, %.0f rows/s of CPU, %d bytes allocated a row, sum %x%n",
                    name,
                    sum[0],
                    sum[0] / seconds,
                    (threads.getCurrentThreadAllocatedBytes() - allocated) / ROWS,
                    sum[1]);
        }
    }

    /** Drops a column of a contract, up to the next one of the same indent. */
    private static String without(String yaml, String column) {
        int from = yaml.indexOf("  " + column + ":\n");
        int to = from + 3;
        while (!yaml.substring(to).matches("(?s)(  )?[a-z].*") || yaml.charAt(to - 1) != '\n') {
            to++;
        }
        return yaml.substring(0, from) + yaml.substring(to);
    }

    private static String file(boolean wide) {
        StringBuilder file = new StringBuilder(ROWS * 100);
        file.append(wide ? "身份证件号码,姓名,救助类型,残疾等级,户编号,行政区划,起始年月,终止年月,联系电话\n" : "身份证件号码,姓名,救助类型,行政区划,起始年月,终止年月,联系电话\n");
        String[] categories = {"城市低保", "农村低保", "城市特困", "低保边缘户", "重度残疾(一级)", "120"};
        for (int i = 0; i < ROWS; i++) {
            String body = "%06d%04d%02d%02d%03d"
                    .formatted(330302 + i % 7, 1940 + i % 80, 1 + i % 12, 1 + i % 28, i / 840 % 1000);
            int sum = 0;
            for (int k = 0; k < 17; k++) {
                sum += WEIGHTS[k] * (body.charAt(k) - '0');
            }
            file.append(body)
                    .append("10X98765432".charAt(sum % 11))
                    .append(",张三")
                    .append((char) ('一' + i % 5000));
            file.append(',').append(categories[i % categories.length]);
            file.append(wide ? ",,H" + i / 3 : "");
            file.append(",330302033,202401,202512,138")
                    .append("%08d".formatted(i))
                    .append('\n');
        }
        return file.toString();
    }
}
