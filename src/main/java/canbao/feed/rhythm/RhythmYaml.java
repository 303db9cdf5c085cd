package canbao.feed.rhythm;

import canbao.feed.rhythm.Rhythm.By;
import canbao.feed.rhythm.Rhythm.Every;
import canbao.feed.rhythm.Rhythm.Leeway;
import canbao.io.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code rhythm: {every: month, by: 10, at: "18:00", grace: 1 workday, early: 3, owner: …}}; {@code by} may be
 * {@code workday 3}, or {@code 03-31} of a year, {@code grace} a length such as {@code PT2H}. {@code before} is the former
 * word for {@code at}.
 */
public final class RhythmYaml {
    private static final Pattern WORKDAYS = Pattern.compile("(\\d{1,2}) workdays?");
    private static final Pattern WORKDAY = Pattern.compile("workday (\\d{1,3})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Pattern MONTH_DAY = Pattern.compile("\\d\\d-\\d\\d");
    private static final String FIX = "write by: 5, by: workday 3, or, every year, by: 03-31";
    private static final int MOST_EARLY = 20;
    private static final Duration LONGEST_GRACE = Duration.ofDays(60);

    private RhythmYaml() {}

    /** The rhythm under a contract's key; null when it has none. */
    public static @Nullable Rhythm read(YamlNode contract) {
        if (!contract.has("rhythm")) {
            return null;
        }
        YamlNode yaml = contract.child("rhythm");
        Every every = yaml.oneOf("every", Every.class);
        By by = yaml.has("by") ? by(yaml, every) : null;
        LocalTime at = time(yaml, every);
        Leeway leeway = leeway(yaml, every);
        Rhythm rhythm = new Rhythm(every, by, at, leeway, yaml.text("owner", ""));
        yaml.done();
        return rhythm;
    }

    private static @Nullable By by(YamlNode yaml, Every every) {
        String text = yaml.text("by");
        Matcher workday = WORKDAY.matcher(text);
        int most = most(every);
        if (workday.matches() && every.hasDays()) {
            return new By.Workday(Math.max(1, Integer.parseInt(workday.group(1))));
        }
        if (NUMBER.matcher(text).matches() && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return new By.Day(Integer.parseInt(text));
        }
        if (MONTH_DAY.matcher(text).matches() && every == Every.YEAR) {
            try {
                return new By.Date(MonthDay.parse("--" + text));
            } catch (DateTimeException e) {
                // Told below, like every other value that is no day.
            }
        }
        yaml.problem("by", "must be a day of the period" + (most == 0 ? ", which this rhythm has none of" : ""), FIX);
        return null;
    }

    private static int most(Every every) {
        return switch (every) {
            case EVENT, HOUR, DAY, WORKING_DAY -> 0;
            case WEEK -> 7;
            case MONTH -> 31;
            case QUARTER -> 92;
            case YEAR -> 366;
            case TERM -> 200;
        };
    }

    private static @Nullable LocalTime time(YamlNode yaml, Every every) {
        String key = yaml.has("at") ? "at" : "before";
        if (!yaml.has(key)) {
            return null;
        }
        String text = yaml.text(key);
        if (every == Every.EVENT || every == Every.HOUR) {
            yaml.problem(key, "this rhythm has no time of the day", "leave it out");
            return null;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            yaml.problem(key, "must be a time of the day", "write \"18:00\"");
            return null;
        }
    }

    private static Leeway leeway(YamlNode yaml, Every every) {
        int early = yaml.integer("early", 0);
        if (early < 0 || early > MOST_EARLY || (early > 0 && !every.hasDays())) {
            yaml.problem(
                    "early", "must be up to " + MOST_EARLY + " working days before a week or longer", "write early: 3");
        }
        String grace = yaml.text("grace", "PT0S");
        Matcher workdays = WORKDAYS.matcher(grace);
        if (workdays.matches()) {
            return new Leeway(Integer.parseInt(workdays.group(1)), Duration.ZERO, early);
        }
        try {
            Duration length = Duration.parse(grace);
            if (!length.isNegative() && length.compareTo(LONGEST_GRACE) <= 0) {
                return new Leeway(0, length, early);
            }
        } catch (DateTimeException e) {
            // Told below, like a length that is too long.
        }
        yaml.problem("grace", "must be a length of time, at most P60D", "write grace: PT2H, or grace: 1 workday");
        return Leeway.NONE;
    }
}
