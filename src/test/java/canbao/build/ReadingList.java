package canbao.build;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section of the README that names the classes to start with. Links and line numbers go stale; names are checked. */
final class ReadingList {
    static final String HEADING = "Start reading here";
    private static final Pattern SECTION = Pattern.compile("(?ms)^#{1,4} +" + HEADING + "\\s*$(.*?)(?=^#{1,4} |\\z)");
    private static final Pattern CLASS_NAME = Pattern.compile("`(?:[a-z][a-z0-9]*\\.)*([A-Z][A-Za-z0-9]*)`");

    private ReadingList() {}

    /** The simple names in backticks that the section holds, in its order; nothing when there is no such section. */
    static List<String> classes(String readme) {
        Matcher section = SECTION.matcher(readme);
        if (!section.find()) {
            return List.of();
        }
        return CLASS_NAME
                .matcher(section.group(1))
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    /** What is wrong with the list. */
    static List<String> problems(String readme, List<String> sources) {
        List<String> classes = classes(readme);
        return classes.isEmpty()
                ? List.of("README.md needs a section '" + HEADING + "' that names classes in backticks")
                : classes.stream()
                        .filter(name -> !sources.contains(name + ".java"))
                        .map(name -> "README.md sends readers to " + name + ", which is gone")
                        .toList();
    }
}
