package canbao.feed.offer;

import canbao.feed.field.Codes;
import canbao.feed.field.Column;
import canbao.feed.field.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of a code column as people should see them. */
final class Words {
    private Words() {}

    /** For each canonical word the one to offer: itself, or (where it is a bare code) the shortest Chinese one. */
    static List<String> offered(Codes codes) {
        List<String> offered = new ArrayList<>();
        spellings(codes).forEach((word, spellings) -> {
            if (!word.isEmpty()) {
                offered.add(isBare(word) ? shortest(word, spellings) : word);
            }
        });
        return offered;
    }

    /** Canonical word (empty for nothing) to every spelling that means it, itself first. */
    static Map<String, List<String>> spellings(Codes codes) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        codes.canonical().forEach(word -> words.put(word, new ArrayList<>(List.of(word))));
        codes.spellings().forEach((spelling, word) -> {
            List<String> known = words.computeIfAbsent(word, absent -> new ArrayList<>());
            if (known.stream().noneMatch(spelling::equalsIgnoreCase)) {
                known.add(spelling);
            }
        });
        return words;
    }

    static Codes of(Column column) {
        return column.form() instanceof Form.Coded coded ? coded.codes() : Codes.of(Map.of());
    }

    private static String shortest(String word, List<String> spellings) {
        return spellings.stream()
                .filter(spelling -> !isBare(spelling))
                .min((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse(word);
    }

    private static boolean isBare(String word) {
        return word.chars().allMatch(c -> c < 128);
    }
}
