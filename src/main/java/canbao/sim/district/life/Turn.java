package canbao.sim.district.life;

import java.time.LocalDate;
import java.time.LocalDateTime;

/** When the agencies speak: the lines of one turn may come in any order, those of the next one follow. */
public enum Turn {
    ARRIVALS(2024, 12, 13, 9),
    STATUSES(2024, 12, 16, 9),
    CHANGES(2024, 12, 16, 19),
    SECOND_TRY(2024, 12, 16, 20),
    NEW_YEAR(2025, 1, 8, 9),
    ANSWERS(2025, 1, 8, 15),
    MARCH(2025, 3, 3, 9),
    SETTLED(2025, 3, 5, 9);

    private final LocalDateTime at;

    Turn(int year, int month, int day, int hour) {
        this.at = LocalDate.of(year, month, day).atTime(hour, 0);
    }

    public LocalDateTime at() {
        return at;
    }
}
