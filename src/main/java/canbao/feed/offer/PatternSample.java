package canbao.feed.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Makes texts that match a regular expression of the simple kind that contracts use: literals, {@code \d \w \s}, classes,
 * groups, alternatives and counts. What it does not know it takes as it stands, so a caller checks the result.
 */
final class PatternSample {
    /** An open count stops here; longer samples teach nothing. */
    private static final int LONG = 8;

    private static final String DIGITS = "0123456789";
    private static final String WORD = DIGITS + "ABCDEFGHJKLMNPQRSTUVWXYZ";

    private final String pattern;
    private final Map<String, String> named;
    private final RandomGenerator random;
    private int at;

    private PatternSample(String pattern, Map<String, String> named, RandomGenerator random) {
        this.pattern = pattern;
        this.named = named;
        this.random = random;
    }

    /** One text; {@code named} are the texts of named groups. */
    static String of(String pattern, Map<String, String> named, RandomGenerator random) {
        return new PatternSample(pattern, named, random).alternatives();
    }

    private String alternatives() {
        List<String> all = new ArrayList<>(List.of(sequence()));
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            all.add(sequence());
        }
        return all.get(random.nextInt(all.size()));
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            int start = at;
            String once = atom();
            int afterAtom = at;
            int[] count = count();
            int end = at;
            int times = count[0] + random.nextInt(count[1] - count[0] + 1);
            for (int i = 0; i < times; i++) {
                // each repetition is drawn anew
                at = start;
                text.append(i == 0 ? once : atom());
            }
            at = Math.max(end, afterAtom);
        }
        return text.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '\\' -> escaped(at < pattern.length() ? pattern.charAt(at++) : '\\');
            case '[' -> one(characters());
            case '(' -> group();
            case '.' -> one(WORD);
            case '^', '$' -> "";
            default -> String.valueOf(c);
        };
    }

    private String escaped(char c) {
        return switch (c) {
            case 'd' -> one(DIGITS);
            case 'w' -> one(WORD);
            case 's' -> " ";
            default -> String.valueOf(c);
        };
    }

    private String group() {
        String name = "";
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (pattern.startsWith("?<", at)) {
            int end = pattern.indexOf('>', at);
            name = pattern.substring(at + 2, end);
            at = end + 1;
        }
        String text = alternatives();
        at++;
        return named.getOrDefault(name, text);
    }

    private String characters() {
        boolean not = at < pattern.length() && pattern.charAt(at) == '^';
        at += not ? 1 : 0;
        StringBuilder set = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            char c = pattern.charAt(at++);
            if (c == '\\') {
                char of = pattern.charAt(at++);
                set.append(of == 'd' ? DIGITS : of == 'w' ? WORD : String.valueOf(of));
            } else if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                for (char each = c; each <= pattern.charAt(at + 1); each++) {
                    set.append(each);
                }
                at += 2;
            } else {
                set.append(c);
            }
        }
        at++;
        if (!not) {
            return set.toString();
        }
        return WORD.chars()
                .filter(c -> set.indexOf(Character.toString(c)) < 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private int[] count() {
        if (at >= pattern.length()) {
            return new int[] {1, 1};
        }
        char c = pattern.charAt(at);
        if (c == '{') {
            return braces();
        }
        at += c == '?' || c == '*' || c == '+' ? 1 : 0;
        return switch (c) {
            case '?' -> new int[] {0, 1};
            case '*' -> new int[] {0, 3};
            case '+' -> new int[] {1, 3};
            default -> new int[] {1, 1};
        };
    }

    private int[] braces() {
        int end = pattern.indexOf('}', at);
        String[] bounds = pattern.substring(at + 1, end).split(",", -1);
        at = end + 1;
        int least = Integer.parseInt(bounds[0]);
        int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? least + 2 : Integer.parseInt(bounds[1]);
        int usual = Math.max(least, Math.min(most, LONG));
        return most - least > LONG ? new int[] {usual, usual} : new int[] {least, most};
    }

    private String one(String of) {
        return of.isEmpty() ? "" : String.valueOf(of.charAt(random.nextInt(of.length())));
    }
}
