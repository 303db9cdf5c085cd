package canbao.feed.learn;

import canbao.feed.field.Texts;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What agencies' headers commonly mean. A hint only: the values decide. */
final class Dictionary {
    private static final Pattern OTHERS =
            Pattern.compile(".*(监护|户主|配偶|父|母|代办|经办|联系人|guardian|parent|head|axdf000[24]).*");
    private static final Pattern PERSONAL = Pattern.compile(".*(姓名|名字|监护人|户主|联系人|住址|地址|账号|卡号|开户|备注|name).*");

    private record Meaning(String name, Pattern header) {}

    /** Our names, the more exact ones first. */
    private static final List<Meaning> MEANINGS = List.of(
            meaning("certificateType", ".*(证件类型|证件种类|cert_?type|cardtype).*"),
            meaning("certificate", ".*(身份证|证件号|公民身份|残疾人证号|证号$|certno|identitynum|gmsfhm|jfrsbh|识别号|axdf0004).*"),
            meaning("studentNo", ".*(学籍号|全国学籍).*"),
            meaning("schoolName", ".*(学校名称|校名).*"),
            meaning("school", ".*(学校标识|学校代码|school).*"),
            meaning("grade", ".*(年级|grade).*"),
            meaning("classNo", ".*(班级|班号|class).*"),
            meaning("nonLocal", ".*(随迁).*"),
            meaning("birth", ".*(出生日期|出生年月|生日|birth|brdy|csrq).*"),
            meaning("sex", ".*(性别|^xb$|gend|^sex).*"),
            meaning("phone", ".*(电话|手机|phone|^mob|tel|lxdh|axdf0011).*"),
            meaning("category", ".*(救助类型|类别|对象类型|人员类型|abax6002|idet_type).*"),
            meaning("disability", ".*(残疾等级|残疾级别).*"),
            meaning("begin", ".*(起始|开始|起年月|识别.*时间|发证日期|批准日期|begn|begin|abaf0028|^start).*"),
            meaning("end", ".*(终止|结束|截止|有效期|换证日期|消除.*时间|expi|^end|abaf0029|accrym_end).*"),
            meaning("area", ".*(区划|户籍地|admdvs|hjqh|abax9999|^area|所在地$).*"),
            meaning("household", ".*(户编号|户号|家庭编号).*"),
            meaning("relation", ".*(与户主关系|关系).*"),
            meaning("amount", ".*(金额|实缴|sjje|amount|_amt$|sumamt).*"),
            meaning("year", ".*(年度|ssnd|^year).*"),
            meaning("time", ".*(更新时间|交易时间|填报时间|updt_time|jysj|time$).*"),
            meaning("date", ".*(日期|rkrq|date$).*"),
            meaning("insutype", ".*(险种|insutype).*"),
            meaning("order", ".*(^order|订单号|指令号).*"),
            meaning("name", ".*(姓名|^name$|psn_name|^xm$|jfrmc|名字|axdf0002).*"));

    private static final Pattern CODE = Pattern.compile(
            ".*(类型|类别|种类|状态|状况|性别|关系|原因|方式|户别|险种|民族|等级|政治面貌|_?type|stas|status|gend|sex|cause|^xb$|event|result|jylx|zsxm).*");
    private static final Pattern TEXT =
            Pattern.compile(".*(编号|证号|代码|地址|住址|学校|年级|班|户号|名称|备注|区划|id$|_no$|账号|银行|机关|school|grade|class|address).*");
    private static final Pattern FLAG = Pattern.compile(".*(是否|有无|flag).*|^(在校|享受).*");
    private static final Pattern AMOUNT = Pattern.compile(".*(金额|元|费$|实缴|应缴|je$|amt|amount|price).*");
    private static final Pattern NUMBER = Pattern.compile(".*(人口数|人数|数量|年度|年龄|year|ssnd|jfrs|count|axdf0005|序号).*");

    private Dictionary() {}

    static @Nullable String meaning(String header) {
        String label = Texts.label(header);
        return MEANINGS.stream()
                .filter(meaning -> meaning.header().matcher(label).matches())
                .map(Meaning::name)
                .findFirst()
                .orElse(null);
    }

    /** Whether a column speaks of somebody else than the row's person. */
    static boolean isAnother(String header) {
        return OTHERS.matcher(Texts.label(header)).matches();
    }

    /** Whether its values must not be listed, however few they are. */
    static boolean isPersonal(String header) {
        return PERSONAL.matcher(Texts.label(header)).matches() && !isCode(header);
    }

    static boolean isCode(String header) {
        return CODE.matcher(Texts.label(header)).matches();
    }

    static boolean isText(String header) {
        return TEXT.matcher(Texts.label(header)).matches();
    }

    static boolean isFlag(String header) {
        return FLAG.matcher(Texts.label(header)).matches();
    }

    static boolean isAmount(String header) {
        return AMOUNT.matcher(Texts.label(header)).matches();
    }

    static boolean isNumber(String header) {
        return NUMBER.matcher(Texts.label(header)).matches();
    }

    private static Meaning meaning(String name, String header) {
        return new Meaning(name, Pattern.compile(header));
    }
}
