package canbao.routes.door;

import canbao.model.FeedId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A door's options as its route gives them, read by type. A wrong one is an {@link IllegalArgumentException} that names the
 * option and what to write.
 *
 * @param place the name under which {@code hub.yaml} knows the place, or an empty text
 * @param given options by name
 * @param settings {@code hub.yaml}'s {@code routes:}; some are secrets
 */
public record DoorOptions(String place, Map<String, String> given, Properties settings) {
    public DoorOptions {
        given = Map.copyOf(given);
    }

    /** The feed that this door fills: as in the route's end, never from what lies in the place. */
    public FeedId feed() {
        return FeedId.of(text("feed"));
    }

    /** An option that must be there. */
    public String text(String option) {
        String value = given.get(option);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the option " + option + " is missing: add it to the template");
        }
        return value;
    }

    public String text(String option, String otherwise) {
        return given.containsKey(option) ? text(option) : otherwise;
    }

    public Duration duration(String option, Duration otherwise) {
        String value = given.get(option);
        try {
            Duration duration = value == null ? otherwise : Duration.parse(value);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            // Falls through: an unreadable and a negative length have the same fix.
        }
        throw new IllegalArgumentException(option + " must be a length of time such as PT30S, not " + value);
    }

    public long number(String option, long from, long to, long otherwise) {
        String value = given.get(option);
        try {
            long number = value == null ? otherwise : Long.parseLong(value);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through: no number and a number out of range have the same fix.
        }
        throw new IllegalArgumentException(option + " must be a number from " + from + " to " + to + ", not " + value);
    }

    public String oneOf(String option, List<String> words, String otherwise) {
        String value = text(option, otherwise);
        if (!words.contains(value)) {
            throw new IllegalArgumentException(option + " must be one of " + words + ", not " + value);
        }
        return value;
    }

    /** What {@code hub.yaml} says of the place itself. */
    public String setting() {
        return setting("");
    }

    /** What {@code hub.yaml} says under the place's name and a suffix, such as {@code .user}. */
    public String setting(String suffix) {
        String value = settings.getProperty(place + suffix);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "hub.yaml has no " + place + suffix + " under routes: add " + place + suffix + ": …");
        }
        return value;
    }

    public String setting(String suffix, String otherwise) {
        return settings.containsKey(place + suffix) ? setting(suffix) : otherwise;
    }

    @Override
    public String toString() {
        return "DoorOptions[" + place + ", " + given.keySet() + "]";
    }
}
