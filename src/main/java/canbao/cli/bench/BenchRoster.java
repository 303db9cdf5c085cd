package canbao.cli.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Three snapshots of a made-up student roster, as files: the first load; the same with 1 % changed, 0.5 % new and 0.5 %
 * gone, shuffled; and the second one's rows in another order. The same rows for the same seed.
 */
final class BenchRoster {
    private static final String HEADER = "id_no,name,school_code,grade,class_no,guardian_phone,status\n";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅建国子涵宇轩梓晨欣怡浩然诗雨";

    private final String area;
    private final Random random;
    private final BitSet taken = new BitSet();
    private final List<byte[]> lines;
    final Path first;
    final Path second;
    final Path third;
    final int size;
    final int added;
    final int changed;
    final int withdrawn;

    /** @param area four digits that the certificates begin with; rosters of different areas share nobody */
    BenchRoster(String area, int size, long seed, Path folder) throws IOException {
        this.area = area;
        this.size = size;
        random = new Random(seed);
        lines = new ArrayList<>(size);
        first = folder.resolve("roster-20241101.csv");
        second = folder.resolve("roster-20241108.csv");
        third = folder.resolve("roster-20241115.csv");
        for (int i = 0; i < size; i++) {
            lines.add(line(certificate()));
        }
        write(first);
        added = size / 200;
        withdrawn = size / 200;
        changed = size / 100;
        Collections.shuffle(lines, random);
        lines.subList(0, withdrawn).clear();
        for (int i = 0; i < changed; i++) {
            lines.set(i, inAnotherClass(lines.get(i)));
        }
        for (int i = 0; i < added; i++) {
            lines.add(line(certificate()));
        }
        Collections.shuffle(lines, random);
        write(second);
        Collections.shuffle(lines, random);
        write(third);
        lines.clear();
    }

    private byte[] line(String certificate) {
        String name = pick(SURNAMES) + pick(GIVEN) + (random.nextBoolean() ? pick(GIVEN) : "");
        return bytes(String.join(
                ",",
                certificate,
                name,
                "44%08d".formatted(1 + random.nextInt(4000)),
                String.valueOf(1 + random.nextInt(12)),
                String.valueOf(1 + random.nextInt(20)),
                "1" + "35789".charAt(random.nextInt(5)) + "%09d".formatted(random.nextInt(1_000_000_000)),
                random.nextInt(100) < 96 ? "ACTIVE" : "TRANSFER"));
    }

    private static byte[] inAnotherClass(byte[] line) {
        String[] row = new String(line, StandardCharsets.UTF_8).trim().split(",", -1);
        row[4] = String.valueOf(1 + Integer.parseInt(row[4]) % 20);
        return bytes(String.join(",", row));
    }

    private String certificate() {
        while (true) {
            int district = random.nextInt(30);
            int year = random.nextInt(14);
            int month = random.nextInt(12);
            int day = random.nextInt(28);
            int sequence = random.nextInt(1000);
            int number = (((district * 14 + year) * 12 + month) * 28 + day) * 1000 + sequence;
            if (!taken.get(number)) {
                taken.set(number);
                return checked("%s%02d%04d%02d%02d%03d"
                        .formatted(area, 1 + district, 2006 + year, 1 + month, 1 + day, sequence));
            }
        }
    }

    private static String checked(String body) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + CHECK.charAt(sum % 11);
    }

    private String pick(String from) {
        return String.valueOf(from.charAt(random.nextInt(from.length())));
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(bytes(HEADER.strip()));
            for (byte[] line : lines) {
                out.write(line);
            }
        }
    }
}
