package canbao.campaign;

import canbao.model.Fen;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Of what people are reminded in one coverage year, in which stages and words; the texts differ only in what is owed.
 *
 * @param topic such as {@code premium}
 * @param personal what a person pays
 * @param deadline the last day for paying it
 */
public record ReminderPlan(String topic, int coverageYear, Fen personal, LocalDate deadline, List<Stage> stages) {
    /** How many days before a batch debit people are told of it. */
    static final int BEFORE_DEBIT = 3;

    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    /** No area lets a child join by its birth for longer; see {@code newbornDays} of a policy. */
    private static final int NEWBORN_DAYS = 366;

    private static final DateTimeFormatter CHINESE_DATE = DateTimeFormatter.ofPattern("yyyy年M月d日");

    public ReminderPlan {
        stages = List.copyOf(stages);
    }

    /**
     * One round of reminding.
     *
     * @param name unique within the plan, and for ever: it is part of every reminder's identity
     * @param date the first day on which it may be planned, and {@code until} the last; any day for newborns
     * @param debit the day of the batch debit that it is about; null for one that is about none
     * @param afterBirth how many days old the newborns are whom it is about; 0 for one that is about none
     * @param template with signature, as it reaches the handset but for {@value #OWED} and {@value #DEADLINE}
     */
    public record Stage(
            String name,
            LocalDate date,
            LocalDate until,
            Audience audience,
            @Nullable LocalDate debit,
            int afterBirth,
            String template) {
        /** Stands for what the people behind a phone still owe. */
        static final String OWED = "{personal}";

        /** Stands for a child's own last day. */
        static final String DEADLINE = "{deadline}";

        public Stage(
                String name,
                LocalDate date,
                LocalDate until,
                Audience audience,
                @Nullable LocalDate debit,
                String template) {
            this(name, date, until, audience, debit, 0, template);
        }

        /** The text for people for whom the plan's day holds. */
        public String text(Collection<Fen> owed) {
            return text(owed, null);
        }

        /**
         * The text for people who owe these amounts in yuan; different ones behind one phone are all named.
         *
         * @param by the last day that they have of their own; null where the plan's holds
         */
        public String text(Collection<Fen> owed, @Nullable LocalDate by) {
            String amounts = owed.stream()
                    .sorted()
                    .distinct()
                    .map(amount -> amount.yuan().replace(".00", ""))
                    .collect(Collectors.joining("、"));
            return template.replace(OWED, amounts).replace(DEADLINE, by == null ? "" : chinese(by));
        }
    }

    /** Whose guardians or who themselves are reminded. */
    public enum Audience {
        /** People on a school's roster, through the phone the school gave. */
        PUPILS,
        /** Whose premium the bank is to debit on the stage's day, from three days before. */
        DEBIT,
        /** Whose premium the bank could not debit. */
        DEBIT_FAILED,
        /** Children so many days after their birth who may join until a day of their own, through their guardian's phone. */
        NEWBORNS
    }

    static String chinese(LocalDate day) {
        return CHINESE_DATE.format(day);
    }

    /** The first and the last birthday of those whom a stage for newborns is about on a day: none whom the next one is about. */
    public List<LocalDate> born(Stage stage, LocalDate on) {
        int next = stages.stream()
                .mapToInt(Stage::afterBirth)
                .filter(days -> days > stage.afterBirth())
                .min()
                .orElse(NEWBORN_DAYS + 1);
        return List.of(on.minusDays(next - 1L), on.minusDays(stage.afterBirth()));
    }

    public Optional<Stage> stage(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** The day of the next debit, from which on a failure is that one's; null for a stage that is about no failure. */
    public @Nullable LocalDate failedBefore(Stage stage) {
        LocalDate debit = stage.debit();
        return stage.audience() != Audience.DEBIT_FAILED || debit == null
                ? null
                : stages.stream()
                        .map(Stage::debit)
                        .filter(other -> other != null && other.isAfter(debit))
                        .min(Comparator.naturalOrder())
                        .orElse(LAST);
    }

    /** For each audience, each debit and each age of newborns, the newest stage whose date has come and that is not over. */
    public List<Stage> stagesOn(LocalDate day) {
        Map<String, Stage> newest = new LinkedHashMap<>();
        for (Stage stage : stages) {
            if (!stage.date().isAfter(day)) {
                newest.put(stage.audience() + " " + stage.debit() + " " + stage.afterBirth(), stage);
            }
        }
        return newest.values().stream()
                .filter(stage -> !day.isAfter(stage.until()))
                .toList();
    }
}
