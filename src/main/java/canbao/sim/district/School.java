package canbao.sim.district;

import java.time.LocalDate;
import java.util.List;

/**
 * One of the twelve schools.
 *
 * @param code 学校标识码, ten digits
 * @param firstGrade and {@code lastGrade}: 1 to 12
 * @param nonLocal how many of its pupils are children of migrants (随迁子女)
 */
public record School(String code, String name, int firstGrade, int lastGrade, int size, int nonLocal) {
    static final List<School> ALL = List.of(
            new School("2133030201", "鹿城区示范第一小学", 1, 6, 1075, 994),
            new School("2133030202", "鹿城区示范第二小学", 1, 6, 482, 193),
            new School("2133030203", "鹿城区示范第三小学", 1, 6, 455, 182),
            new School("2133030204", "鹿城区示范第四小学", 1, 6, 430, 172),
            new School("2133030205", "鹿城区示范第五小学", 1, 6, 398, 159),
            new School("2133030206", "鹿城区示范第六小学", 1, 6, 372, 149),
            new School("2133030207", "鹿城区示范第七小学", 1, 6, 345, 138),
            new School("3133030208", "鹿城区示范第一中学", 7, 9, 320, 128),
            new School("3133030209", "鹿城区示范第二中学", 7, 9, 297, 119),
            new School("3133030210", "鹿城区示范第三中学", 7, 9, 264, 105),
            new School("3433030211", "鹿城区示范第一高级中学", 10, 12, 236, 70),
            new School("3433030212", "鹿城区示范第二高级中学", 10, 12, 208, 62));

    public String rosterFileName() {
        return "roster-" + code + "-20241104.xlsx";
    }

    /** The oldest pupil of a grade in the school year that began on 2024-09-01. */
    static LocalDate oldest(int grade) {
        return LocalDate.of(2018 - grade, 9, 1);
    }

    static LocalDate youngest(int grade) {
        return LocalDate.of(2019 - grade, 8, 31);
    }
}
