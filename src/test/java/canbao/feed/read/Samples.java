package canbao.feed.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Small good batches of two contracts, to be spoilt. */
public final class Samples {
    public static final String HEADER = "身份证件号码,姓名,救助类型,残疾等级,户编号,行政区划,起始年月,终止年月,联系电话\n";
    public static final String A = "330302201509019019,张三,城市低保,,H-1,330302033,202401,,13805770001\n";
    public static final String B = "34100319680315902X,李四,农村特困,,H-2,330302033,202401,,13805770002\n";
    public static final List<String> HEADS = List.of(
            "学校标识码", "学校名称", "姓名", "出生日期", "身份证件类型", "身份证件号", "学籍号", "年级", "班级", "户口所在地", "是否随迁子女", "监护人姓名", "监护人联系电话");
    public static final List<String> PUPIL = List.of(
            "3133000012",
            "鞋都第三小学",
            "张三",
            "20150901",
            "居民身份证",
            "330302201509019019",
            "",
            "四年级",
            "1班",
            "341003",
            "是",
            "张大",
            "13805770001");

    private Samples() {}

    /** A workbook of one sheet, all texts. */
    public static byte[] sheet(List<List<String>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("名册");
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    sheet.value(row, column, rows.get(row).get(column));
                }
            }
        }
        return bytes.toByteArray();
    }

    /** An archive of files named 1.csv, 2.csv and so on. */
    public static byte[] zip(byte[]... files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < files.length; i++) {
                zip.putNextEntry(new ZipEntry((i + 1) + ".csv"));
                zip.write(files[i]);
            }
        }
        return bytes.toByteArray();
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
