package canbao.feed.offer;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** A made-up person with a number that GB 11643 lets pass. */
record Person(String certificate, String name, LocalDate birth, boolean male, String phone) {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";
    private static final String SURNAMES = "甲乙丙丁戊己庚辛壬癸";
    private static final String GIVEN = "一二三四五六七八九十";

    static Person of(LocalDate first, LocalDate last, RandomGenerator random) {
        LocalDate birth = first.plusDays(random.nextLong(Math.max(1, last.toEpochDay() - first.toEpochDay())));
        int sequence = 1 + random.nextInt(998);
        String body = "330302" + birth.format(DateTimeFormatter.BASIC_ISO_DATE) + "%03d".formatted(sequence);
        // names that nobody has, and numbers of a range that no carrier gives out
        String name = "" + SURNAMES.charAt(random.nextInt(10)) + GIVEN.charAt(random.nextInt(10));
        return new Person(
                withCheck(body), name, birth, sequence % 2 == 1, "1380000%04d".formatted(random.nextInt(10_000)));
    }

    /** The same number with a check digit that is wrong. */
    static String broken(String certificate) {
        char last = certificate.charAt(certificate.length() - 1);
        return certificate.substring(0, certificate.length() - 1) + (last == '1' ? '2' : '1');
    }

    @Override
    public String toString() {
        return "Person[…]";
    }

    private static String withCheck(String body) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + CHECK.charAt(sum % 11);
    }
}
