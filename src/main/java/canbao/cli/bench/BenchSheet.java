package canbao.cli.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A made-up roster of 13 columns as a workbook, with shared texts as office programs write them. */
final class BenchSheet {
    private static final List<String> HEADER = List.of(
            "学校标识码", "学校名称", "姓名", "出生日期", "身份证件类型", "身份证件号", "学籍号", "年级", "班级", "户口所在地", "是否随迁子女", "监护人姓名", "监护人联系电话");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅建国子涵宇轩梓晨欣怡浩然诗雨";
    private static final int FLUSH = 10_000;

    private BenchSheet() {}

    static void write(Path file, int rows, Random random) throws IOException {
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file));
                Workbook workbook = new Workbook(bytes, "bench", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("名册");
            sheet.value(0, 0, "在校学生名册");
            fill(sheet, 1, HEADER);
            for (int row = 2; row < rows + 2; row++) {
                fill(sheet, row, pupil(row, random));
                if (row % FLUSH == 0) {
                    sheet.flush();
                }
            }
        }
    }

    private static void fill(Worksheet sheet, int row, List<String> texts) {
        for (int column = 0; column < texts.size(); column++) {
            sheet.value(row, column, texts.get(column));
        }
    }

    private static List<String> pupil(int row, Random random) {
        String birth =
                "%04d%02d%02d".formatted(2006 + random.nextInt(14), 1 + random.nextInt(12), 1 + random.nextInt(28));
        String certificate = certified("%06d%s%03d".formatted(440100 + row / 1000 % 100, birth, row % 1000));
        int school = random.nextInt(400);
        return List.of(
                "44%08d".formatted(school),
                "第%d小学".formatted(school),
                name(random),
                birth,
                "居民身份证",
                certificate,
                "G" + certificate,
                "%d年级".formatted(1 + random.nextInt(9)),
                "%d班".formatted(1 + random.nextInt(20)),
                "4401%02d".formatted(random.nextInt(30)),
                random.nextBoolean() ? "是" : "否",
                name(random),
                "138%08d".formatted(random.nextInt(100_000_000)));
    }

    private static String name(Random random) {
        return pick(SURNAMES, random) + pick(GIVEN, random) + pick(GIVEN, random);
    }

    private static String pick(String from, Random random) {
        return String.valueOf(from.charAt(random.nextInt(from.length())));
    }

    private static String certified(String body) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + CHECK.charAt(sum % 11);
    }
}
