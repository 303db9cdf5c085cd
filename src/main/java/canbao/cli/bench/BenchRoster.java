package canbao.cli.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Three snapshots of a made-up student roster: the first load; the same with 1 % changed, 0.5 % new and 0.5 % gone,
 * shuffled; and the second one's rows in another order. The same rows for the same seed.
 */
final class BenchRoster {
    private static final String HEADER = "id_no,name,school_code,grade,class_no,guardian_phone,status\n";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅建国子涵宇轩梓晨欣怡浩然诗雨";

    private final Random random;
    private final Set<String> taken = new HashSet<>();
    private final List<String[]> rows = new ArrayList<>();
    final byte[] first;
    final byte[] second;
    final byte[] third;
    final int added;
    final int changed;
    final int withdrawn;

    BenchRoster(int size, long seed) {
        random = new Random(seed);
        for (int i = 0; i < size; i++) {
            rows.add(row(certificate()));
        }
        first = csv();
        added = size / 200;
        withdrawn = size / 200;
        changed = size / 100;
        Collections.shuffle(rows, random);
        rows.subList(0, withdrawn).clear();
        for (int i = 0; i < changed; i++) {
            String[] row = rows.get(i);
            row[4] = String.valueOf(1 + Integer.parseInt(row[4]) % 20);
        }
        for (int i = 0; i < added; i++) {
            rows.add(row(certificate()));
        }
        Collections.shuffle(rows, random);
        second = csv();
        Collections.shuffle(rows, random);
        third = csv();
        taken.clear();
        rows.clear();
    }

    private String[] row(String certificate) {
        String name = pick(SURNAMES) + pick(GIVEN) + (random.nextBoolean() ? pick(GIVEN) : "");
        return new String[] {
            certificate,
            name,
            "44%08d".formatted(1 + random.nextInt(4000)),
            String.valueOf(1 + random.nextInt(12)),
            String.valueOf(1 + random.nextInt(20)),
            "1" + "35789".charAt(random.nextInt(5)) + "%09d".formatted(random.nextInt(1_000_000_000)),
            random.nextInt(100) < 96 ? "ACTIVE" : "TRANSFER"
        };
    }

    private String certificate() {
        while (true) {
            String body = "4401%02d%04d%02d%02d%03d"
                    .formatted(
                            1 + random.nextInt(30),
                            2006 + random.nextInt(14),
                            1 + random.nextInt(12),
                            1 + random.nextInt(28),
                            random.nextInt(1000));
            if (taken.add(body)) {
                int sum = 0;
                for (int i = 0; i < 17; i++) {
                    sum += (body.charAt(i) - '0') * WEIGHTS[i];
                }
                return body + CHECK.charAt(sum % 11);
            }
        }
    }

    private String pick(String from) {
        return String.valueOf(from.charAt(random.nextInt(from.length())));
    }

    private byte[] csv() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 70);
        bytes.writeBytes(HEADER.getBytes(StandardCharsets.UTF_8));
        for (String[] row : rows) {
            bytes.writeBytes((String.join(",", row) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
