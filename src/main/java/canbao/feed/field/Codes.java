package canbao.feed.field;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A code list: canonical words, and every way in which agencies spell them. Each canonical word is its own alias. */
public final class Codes {
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
        aliases.keySet().forEach(word -> put(byAlias, word, word, conflict));
        aliases.forEach((word, spellings) -> spellings.forEach(alias -> put(byAlias, alias, word, conflict)));
        return new Codes(List.copyOf(aliases.keySet()), byAlias);
    }

    public static Codes of(Map<String, List<String>> aliases) {
        return of(aliases, alias -> {
            throw new IllegalArgumentException("two meanings: " + alias);
        });
    }

    /** The canonical word for a value as sent, or null. */
    public @Nullable String canonical(String sent) {
        String word = byAlias.get(sent);
        return word != null ? word : byAlias.get(Texts.label(sent));
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
        for (String spelling : List.of(alias, Texts.label(alias))) {
            String before = byAlias.putIfAbsent(spelling, word);
            if (before != null && !before.equals(word)) {
                conflict.accept(alias);
                return;
            }
        }
    }
}
