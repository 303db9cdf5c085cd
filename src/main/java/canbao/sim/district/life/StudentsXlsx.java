package canbao.sim.district.life;

import canbao.sim.district.Person;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes 学生基本信息表 as the national system exports it, with the columns that are filled in. */
final class StudentsXlsx {
    private StudentsXlsx() {}

    /** One row of the list. */
    record Entry(Person person, boolean orphan) {}

    static byte[] bytes(List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Xueji", "1.0");
                Worksheet sheet = book.newWorksheet("学生基本信息表")) {
            for (int i = 0; i < entries.size(); i++) {
                int column = 0;
                for (Map.Entry<String, String> cell : row(entries.get(i)).entrySet()) {
                    sheet.value(0, column, cell.getKey());
                    sheet.value(i + 1, column++, cell.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the pupils' table", e);
        }
        return out.toByteArray();
    }

    private static Map<String, String> row(Entry entry) {
        Person pupil = entry.person();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("学校标识码", "2133030213");
        row.put("学校名称", "鹿城区示范第八小学");
        row.put("姓名", pupil.name());
        row.put("性别", (pupil.certificate().charAt(16) - '0') % 2 == 1 ? "男" : "女");
        row.put("出生日期", pupil.birth().format(DateTimeFormatter.BASIC_ISO_DATE));
        row.put("民族", "汉族");
        row.put("身份证件类型", "居民身份证");
        row.put("身份证件号", pupil.certificate());
        row.put("健康状况", "健康");
        row.put("户口所在地", "330302");
        row.put("户口性质", "非农业户口");
        row.put("学籍号", "G" + pupil.certificate());
        row.put("年级", "五年级");
        row.put("班级", "2班");
        row.put("入学年月", "202009");
        row.put("就读方式", "走读");
        row.put("独生子女", "是");
        row.put("留守儿童", "非留守儿童");
        row.put("随迁子女", "否");
        row.put("孤儿", entry.orphan() ? "是" : "否");
        row.put("烈士优抚子女", "否");
        row.put("随班就读", "非随班就读");
        row.put("残疾类型", "无残疾");
        row.put("成员1姓名", "祖某");
        row.put("成员1联系电话", pupil.phone());
        row.put("成员2姓名", "");
        return row;
    }
}
