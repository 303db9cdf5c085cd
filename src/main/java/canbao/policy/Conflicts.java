package canbao.policy;

import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonFacts;
import canbao.model.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where sources contradict one another about something of which there is only one, and whose word decides. The source of
 * the smaller precedence decides; between equals a rule of the subject.
 */
public final class Conflicts {
    private Conflicts() {}

    /** What there is only one of. */
    public enum Subject {
        BIRTH,
        DEATH,
        RESIDENCE,
        SEX,
        AREA;

        /** The one that decides comes first. */
        private Comparator<Fact> order() {
            Comparator<Fact> ties = switch (this) {
                case BIRTH -> Conflicts::earlierBirth;
                case DEATH -> Comparator.comparing(fact -> fact.get("date"));
                case RESIDENCE ->
                    Comparator.comparing((Fact fact) -> fact.get("date")).reversed();
                case SEX, AREA -> Comparator.comparing(Fact::version).reversed();
            };
            return Comparator.comparingInt(Fact::precedence)
                    .thenComparing(ties)
                    .thenComparing(fact -> fact.feed().toString())
                    .thenComparing(Fact::batch)
                    .thenComparing(Fact::line);
        }

        private Wording tie() {
            return switch (this) {
                case BIRTH ->
                    new Wording(
                            "同级时按号码、出生登记、学校的次序", "between equals the number, then the birth register, then the school");
                case DEATH -> new Wording("同级时取最早的死亡日期", "between equals the earliest day");
                case RESIDENCE -> new Wording("同级时取最近的迁移", "between equals the latest move");
                case SEX, AREA -> new Wording("同级时取最新的说法", "between equals the newest word");
            };
        }

        /** What a fact says of this; null when nothing. */
        @Nullable
        String value(Fact fact) {
            String said = switch (this) {
                case BIRTH -> birth(fact);
                case DEATH -> isEvent(fact, "DEATH") ? fact.get("date") : "";
                case RESIDENCE -> isMove(fact) ? fact.get("event") + " " + fact.get("date") : "";
                case SEX -> fact.get("sex");
                case AREA -> fact.kind() == FactKind.REGISTER ? fact.get("area") : "";
            };
            return said.isEmpty() ? null : said;
        }
    }

    /** One source's word, and whether it is the one that decides. */
    public record Word(FeedId feed, String value, int precedence, String evidence, boolean decides) {}

    /** Sources that contradict one another, the one that decides first, and why it does. */
    public record Conflict(Subject subject, List<Word> words, Wording why) {
        public Conflict {
            words = List.copyOf(words);
        }
    }

    /** All contradictions between sources in what is said of a person. */
    public static List<Conflict> of(PersonFacts person) {
        List<Conflict> conflicts = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            Comparator<Fact> order = subject.order();
            Map<String, Fact> best = new TreeMap<>();
            for (Fact fact : person.facts()) {
                if (subject.value(fact) != null) {
                    best.merge(
                            fact.feed().toString(), fact, (one, other) -> order.compare(one, other) <= 0 ? one : other);
                }
            }
            if (best.values().stream().map(subject::value).distinct().count() > 1) {
                conflicts.add(
                        conflict(subject, best.values().stream().sorted(order).toList()));
            }
        }
        return conflicts;
    }

    private static Conflict conflict(Subject subject, List<Fact> facts) {
        Fact first = facts.getFirst();
        List<Word> words = new ArrayList<>(facts.size());
        for (Fact fact : facts) {
            String value = String.valueOf(subject.value(fact));
            words.add(new Word(fact.feed(), value, fact.precedence(), fact.evidence(), fact.equals(first)));
        }
        boolean tied = facts.stream().anyMatch(fact -> !fact.equals(first) && fact.precedence() == first.precedence());
        Wording precedence = new Wording(
                "优先级 " + first.precedence() + " 最高", "precedence " + first.precedence() + " is the highest");
        return new Conflict(
                subject,
                words,
                tied
                        ? new Wording(
                                precedence.zh() + "；" + subject.tie().zh(),
                                precedence.en() + "; " + subject.tie().en())
                        : precedence);
    }

    /** The facts that decide: of deaths and of moves only what the sources of the smallest precedence say. */
    static List<Fact> heard(List<Fact> facts) {
        int death = Integer.MAX_VALUE;
        int move = Integer.MAX_VALUE;
        boolean differ = false;
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            differ |= fact.precedence() != facts.getFirst().precedence();
            death = isEvent(fact, "DEATH") ? Math.min(death, fact.precedence()) : death;
            move = isMove(fact) ? Math.min(move, fact.precedence()) : move;
        }
        if (!differ) {
            return facts;
        }
        List<Fact> heard = new ArrayList<>(facts.size());
        for (Fact fact : facts) {
            boolean outranked =
                    (isEvent(fact, "DEATH") && fact.precedence() > death) || (isMove(fact) && fact.precedence() > move);
            if (!outranked) {
                heard.add(fact);
            }
        }
        return heard;
    }

    private static int earlierBirth(Fact one, Fact other) {
        Birthday left = Birthday.best(List.of(one));
        Birthday right = Birthday.best(List.of(other));
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        int order = Integer.compare(left.rank(), right.rank());
        return order != 0 ? order : left.day().compareTo(right.day());
    }

    private static String birth(Fact fact) {
        Birthday birthday = Birthday.best(List.of(fact));
        return birthday == null ? "" : birthday.day().toString();
    }

    private static boolean isEvent(Fact fact, String event) {
        return fact.kind() == FactKind.LIFE_EVENT && fact.get("event").equals(event);
    }

    private static boolean isMove(Fact fact) {
        return isEvent(fact, "MOVE_IN") || isEvent(fact, "MOVE_OUT");
    }
}
