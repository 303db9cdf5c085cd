package canbao.routes.files;

import canbao.routes.door.DoorOptions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which files of a folder are taken, when, and what happens to them then.
 *
 * @param settle how long a file must look the same before it is read
 * @param doneFile whether a file is whole only when {@code <name>.done} lies beside it
 * @param keep whether a taken file goes to {@code .done} and a refused one to {@code .refused}, or both are deleted
 */
record FileRules(Pattern include, Pattern exclude, Duration settle, boolean doneFile, boolean keep, long maxBytes) {
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration LONGEST_SETTLE = Duration.ofHours(1);

    static FileRules of(DoorOptions options, boolean keep) {
        Duration settle = options.duration("settle", SETTLE);
        if (settle.compareTo(LONGEST_SETTLE) > 0) {
            throw new IllegalArgumentException("settle must be at most PT1H, not " + settle);
        }
        return new FileRules(
                FileNames.pattern(options.text("include", "*")),
                FileNames.pattern(options.text("exclude", "*.ctl")),
                settle,
                options.oneOf("ready", List.of("settled", "done-file"), "settled")
                        .equals("done-file"),
                keep,
                options.number("maxBytes", 1, 1L << 40, 1L << 30));
    }

    boolean wants(String name) {
        return !FileNames.passedOver(name)
                && include.matcher(name).matches()
                && !exclude.matcher(name).matches();
    }
}
