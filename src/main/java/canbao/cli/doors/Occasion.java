package canbao.cli.doors;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * The day of which a list speaks, and the hub to which it goes.
 *
 * @param httpPort where the hub listens
 */
record Occasion(LocalDate day, int httpPort) {
    /** The name under which civil affairs exports the day's list. */
    String fileName() {
        return "hardship-" + day.format(DateTimeFormatter.BASIC_ISO_DATE) + ".csv";
    }
}
