package canbao.campaign;

import canbao.model.Fen;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Of what people are reminded in one coverage year, in which stages and words; the texts differ only in what is owed.
 *
 * @param topic such as {@code premium}
 * @param personal what a person pays
 * @param deadline the last day for paying it
 */
public record ReminderPlan(String topic, int coverageYear, Fen personal, LocalDate deadline, List<Stage> stages) {
    public ReminderPlan {
        stages = List.copyOf(stages);
    }

    /**
     * One round of reminding.
     *
     * @param name unique within the plan, and for ever: it is part of every reminder's identity
     * @param date the first day on which it may be planned
     * @param template with signature, as it reaches the handset but for {@value #OWED}
     */
    public record Stage(String name, LocalDate date, Audience audience, String template) {
        /** Stands for what the people behind a phone still owe. */
        static final String OWED = "{personal}";

        /** The text for people who owe these amounts in yuan; different ones behind one phone are all named. */
        public String text(Collection<Fen> owed) {
            String amounts = owed.stream()
                    .sorted()
                    .distinct()
                    .map(amount -> amount.yuan().replace(".00", ""))
                    .collect(Collectors.joining("、"));
            return template.replace(OWED, amounts);
        }
    }

    /** Whose guardians or who themselves are reminded. */
    public enum Audience {
        /** People on a school's roster, through the phone the school gave. */
        PUPILS
    }

    public Optional<Stage> stage(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** The newest stage whose date has come; none before the first and after the deadline. */
    public Optional<Stage> stageOn(LocalDate day) {
        return day.isAfter(deadline)
                ? Optional.empty()
                : stages.stream().filter(stage -> !stage.date().isAfter(day)).reduce((earlier, later) -> later);
    }
}
