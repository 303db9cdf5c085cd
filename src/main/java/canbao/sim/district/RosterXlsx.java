package canbao.sim.district;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes one school's roster as the education bureau exports it. The same pupils give the same bytes. */
final class RosterXlsx {
    private static final List<String> HEADER = List.of(
            "学校标识码", "学校名称", "姓名", "出生日期", "身份证件类型", "身份证件号", "学籍号", "年级", "班级", "户口所在地", "是否随迁子女", "监护人姓名", "监护人联系电话");
    private static final List<String> GRADES =
            List.of("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "初一", "初二", "初三", "高一", "高二", "高三");
    private static final LocalDateTime WRITTEN = LocalDateTime.of(2024, 11, 4, 8, 0);

    private RosterXlsx() {}

    static byte[] bytes(List<Pupil> pupils) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Xueji", "1.0");
                Worksheet sheet = book.newWorksheet("学生基本信息")) {
            write(sheet, 0, HEADER);
            for (int i = 0; i < pupils.size(); i++) {
                write(sheet, i + 1, cells(pupils.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a roster", e);
        }
        return withoutClock(out.toByteArray());
    }

    private static void write(Worksheet sheet, int row, List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            sheet.value(row, column, cells.get(column));
        }
    }

    private static List<String> cells(Pupil pupil) {
        Person person = pupil.person();
        Pupil.Seat seat = pupil.seat();
        return List.of(
                seat.school().code(),
                seat.school().name(),
                person.name(),
                person.birth().format(DateTimeFormatter.BASIC_ISO_DATE),
                "居民身份证",
                person.certificate(),
                "G" + person.certificate(),
                GRADES.get(seat.grade() - 1),
                seat.classNo() + "班",
                seat.area(),
                seat.nonLocal() ? "是" : "否",
                pupil.guardian(),
                person.phone());
    }

    /** The library writes the present time into the workbook's properties; java.util.zip cannot read its archives. */
    private static byte[] withoutClock(byte[] workbook) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(workbook.length);
        try (ZipFile from = ZipFile.builder().setByteArray(workbook).get();
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipArchiveEntry entry : Collections.list(from.getEntries())) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(WRITTEN);
                to.putNextEntry(copy);
                byte[] content = from.getInputStream(entry).readAllBytes();
                to.write(entry.getName().equals("docProps/core.xml") ? fixedTime(content) : content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a roster", e);
        }
        return out.toByteArray();
    }

    private static byte[] fixedTime(byte[] properties) {
        return new String(properties, StandardCharsets.UTF_8)
                .replaceAll("W3CDTF\">[^<]*<", "W3CDTF\">" + WRITTEN + ":00Z<")
                .getBytes(StandardCharsets.UTF_8);
    }
}
