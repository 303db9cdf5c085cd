package canbao.feed.field;

/**
 * Why a value cannot be used.
 *
 * @param rule in upper case with underscores
 * @param fix what the sender should do, Chinese and English
 */
public record Defect(String rule, String fix) {
    public static final Defect REQUIRED = new Defect("REQUIRED", "该列必填，请补全 / the value is missing: fill it in");
    public static final Defect CONTROL_CHARACTER = new Defect(
            "CONTROL_CHARACTER",
            "含有不可见字符或乱码，请删除后重报 / holds invisible or broken characters: delete them and send the row again");
    public static final Defect FIELD_COUNT = new Defect(
            "FIELD_COUNT",
            "该行列数与表头不一致，请检查多余或缺少的分隔符 / the row has more or fewer values than the header: check its separators");
    public static final Defect NOT_JSON =
            new Defect("NOT_JSON", "每行应为一个不嵌套的JSON对象 / each line must be one flat JSON object without repeated names");
    public static final Defect FORMULA =
            new Defect("FORMULA", "单元格是公式，请粘贴为数值 / the cell holds a formula: paste its value instead");
    public static final Defect CELL_ERROR =
            new Defect("CELL_ERROR", "单元格显示错误（如#N/A），请更正 / the cell shows an error such as #N/A: correct it");
    public static final Defect UNKNOWN_COLUMN = new Defect(
            "UNKNOWN_COLUMN", "该行有合同未约定的字段，请去掉 / the line has a name that the contract does not know: leave it out");
}
