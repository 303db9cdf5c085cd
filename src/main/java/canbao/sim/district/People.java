package canbao.sim.district;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes synthetic people from a seed, no number and no phone twice. Certificate numbers follow GB 11643; some names are the
 * ones that break systems.
 */
public final class People {
    /** Home of the pool area, and the places where others come from. */
    public static final String LOCAL = "330302";

    static final String[] ELSEWHERE = {"330106", "330402", "330411", "341003", "630103"};

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";

    private static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪" + "范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    private static final String[] DOUBLE_SURNAMES = {"欧阳", "司马", "上官", "诸葛", "东方"};
    private static final String GIVEN =
            "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏辉梅建文宇浩轩子涵梓欣怡诗雨晨嘉俊思佳博雅琪瑞雪凯林家乐安宁" + "天佑可馨一诺若曦泽语彤奕辰沐清远志国春秋月海山峰云飞龙凤莲";
    /** Outside GBK's two bytes or even outside Unicode's first plane. */
    private static final String[] RARE = {"䶮", "㛃", "𬍛", "犇", "喆", "堃", "𠅤"};

    static final String DOTTED = "阿依古丽·买买提";

    private final RandomGenerator random;
    private final Set<String> certificates = new HashSet<>();
    private final Set<String> phones = new HashSet<>();

    People(RandomGenerator random) {
        this.random = random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A new person, born from the first to the last of the two days. */
    public Person person(String area, LocalDate first, LocalDate last) {
        return child(area, day(first, last), name(surname()), phone());
    }

    /** With a phone that may be somebody else's. */
    public Person child(String area, LocalDate birth, String name, String phone) {
        return new Person(certificate(area, birth), name, birth, phone);
    }

    /** No identity number yet, but a medical birth certificate: a letter and nine digits. */
    public Person newborn(LocalDate first, LocalDate last) {
        String certificate;
        do {
            certificate = "V33" + "%07d".formatted(below(10_000_000));
        } while (!certificates.add(certificate));
        return new Person(certificate, name(surname()), day(first, last), phone());
    }

    LocalDate day(LocalDate first, LocalDate last) {
        return first.plusDays(random.nextLong(last.toEpochDay() - first.toEpochDay() + 1));
    }

    String phone() {
        String phone;
        do {
            phone = "1" + (3 + below(7)) + "%09d".formatted(below(1_000_000_000));
        } while (!phones.add(phone));
        return phone;
    }

    String surname() {
        return below(60) == 0 ? DOUBLE_SURNAMES[below(DOUBLE_SURNAMES.length)] : one(SURNAMES);
    }

    String name(String surname) {
        String given = one(GIVEN);
        return surname + (below(4) == 0 ? given : given + one(GIVEN));
    }

    String rareName(int which) {
        return surname() + RARE[which % RARE.length];
    }

    private String one(String characters) {
        int at = below(characters.length());
        return characters.substring(at, at + 1);
    }

    private String certificate(String area, LocalDate birth) {
        String number;
        do {
            number =
                    withCheck(area + birth.format(DateTimeFormatter.BASIC_ISO_DATE) + "%03d".formatted(1 + below(995)));
        } while (!certificates.add(number));
        return number;
    }

    /** Appends the check character of ISO 7064 MOD 11-2 to 17 digits. */
    static String withCheck(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return digits + CHECK.charAt(sum % 11);
    }
}
