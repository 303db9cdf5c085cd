package canbao.feed.field;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A code list: canonical words, and every way in which agencies spell them. Each canonical word is its own alias. What
 * stands under {@link #NOTHING} is known and means that there is none: it is read as blank.
 */
public final class Codes {
    /** The word of a list whose aliases mean that there is nothing. */
    public static final String NOTHING = "~";

    private final List<String> canonical;
    private final Map<String, String> byAlias;
    private final String characters;

    private Codes(List<String> canonical, Map<String, String> byAlias) {
        this.canonical = canonical;
        this.byAlias = byAlias;
        this.characters = byAlias.keySet().stream()
                .flatMapToInt(String::chars)
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /**
     * Builds a list.
     *
     * @param conflict is told every alias that belongs to two canonical words
     */
    public static Codes of(Map<String, List<String>> aliases, java.util.function.Consumer<String> conflict) {
        Map<String, String> byAlias = new HashMap<>();
        List<String> canonical =
                aliases.keySet().stream().filter(word -> !word.equals(NOTHING)).toList();
        canonical.forEach(word -> put(byAlias, word, word, conflict));
        aliases.forEach((word, spellings) ->
                spellings.forEach(alias -> put(byAlias, alias, word.equals(NOTHING) ? "" : word, conflict)));
        return new Codes(canonical, byAlias);
    }

    public static Codes of(Map<String, List<String>> aliases) {
        return of(aliases, alias -> {
            throw new IllegalArgumentException("two meanings: " + alias);
        });
    }

    /** The canonical word for a value as sent, empty when it means nothing, or null when it is unknown. */
    public @Nullable String canonical(String sent) {
        String word = byAlias.get(sent);
        return word != null ? word : byAlias.get(Grades.label(sent));
    }

    /** Every spelling, as compared, with its canonical word (empty for nothing); sorted. */
    public SortedMap<String, String> spellings() {
        SortedMap<String, String> spellings = new TreeMap<>();
        byAlias.forEach((alias, word) -> spellings.put(Grades.label(alias), word));
        return spellings;
    }

    public List<String> canonical() {
        return canonical;
    }

    /** Every character that some alias holds: these may be shown of a value that matched none. */
    String characters() {
        return characters;
    }

    private static void put(
            Map<String, String> byAlias, String alias, String word, java.util.function.Consumer<String> conflict) {
        for (String spelling : List.of(alias, Grades.label(alias))) {
            String before = byAlias.putIfAbsent(spelling, word);
            if (before != null && !before.equals(word)) {
                conflict.accept(alias);
                return;
            }
        }
    }
}
