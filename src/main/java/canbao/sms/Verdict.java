package canbao.sms;

import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.sms.ClaimStore.Candidate;
import canbao.sms.StillDue.Told;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a claim makes of a planned message.
 *
 * @param state IN_FLIGHT, CANCELLED or FAILED
 * @param reason a code, empty when it goes out
 * @param phone where it goes, when it does
 * @param cancelled whose reminders fall away, and why
 */
record Verdict(MessageState state, String reason, Optional<String> phone, Map<PersonKey, String> cancelled) {
    /** What the claiming transaction knows at the moment of claiming. Carries phones: it lives as long as the claim. */
    record Look(
            LocalDate today,
            Map<Told, Fen> due,
            Set<UUID> optedOut,
            Map<PersonKey, String> phones,
            Map<PersonKey, UUID> phoneKeys) {
        @Override
        public String toString() {
            return "Look[" + due.size() + " due]";
        }
    }

    static final String TOO_LATE = "TOO_LATE";
    static final String NOT_DUE = "NOT_DUE";
    static final String PHONE_CHANGED = "PHONE_CHANGED";
    static final String AMOUNT_CHANGED = "AMOUNT_CHANGED";
    static final String OPTED_OUT = "OPTED_OUT";
    static final String NO_PHONE = "NO_PHONE";

    @Override
    public String toString() {
        return "Verdict[" + state + " " + reason + "]";
    }

    static Verdict of(Candidate candidate, Look look) {
        Map<PersonKey, String> cancelled = new LinkedHashMap<>();
        List<PersonKey> remaining = new ArrayList<>();
        for (PersonKey person : candidate.persons()) {
            objection(person, candidate, look)
                    .ifPresentOrElse(reason -> cancelled.put(person, reason), () -> remaining.add(person));
        }
        if (!sayWhatIsOwed(candidate, remaining, look)) {
            // Planned anew with the next day's reminders, in a text that is right.
            remaining.forEach(person -> cancelled.put(person, AMOUNT_CHANGED));
            return new Verdict(MessageState.CANCELLED, AMOUNT_CHANGED, Optional.empty(), cancelled);
        }
        if (remaining.isEmpty()) {
            String reason = cancelled.values().stream().findFirst().orElse(NOT_DUE);
            return new Verdict(MessageState.CANCELLED, reason, Optional.empty(), cancelled);
        }
        Optional<String> phone = remaining.stream()
                .map(person -> look.phones().getOrDefault(person, ""))
                .filter(Verdict::isMobile)
                .findFirst();
        return phone.isPresent()
                ? new Verdict(MessageState.IN_FLIGHT, "", phone, cancelled)
                : new Verdict(MessageState.FAILED, NO_PHONE, phone, cancelled);
    }

    private static boolean sayWhatIsOwed(Candidate candidate, List<PersonKey> people, Look look) {
        Set<Fen> owed = people.stream()
                .flatMap(person -> Optional.ofNullable(look.due().get(candidate.told(person))).stream())
                .collect(Collectors.toSet());
        return people.isEmpty() || owed.equals(candidate.amounts());
    }

    private static Optional<String> objection(PersonKey person, Candidate candidate, Look look) {
        LocalDate lastOn = candidate.lastOn();
        if (lastOn != null && look.today().isAfter(lastOn)) {
            return Optional.of(TOO_LATE);
        }
        if (look.optedOut().contains(candidate.phoneKey())) {
            return Optional.of(OPTED_OUT);
        }
        if (!look.due().containsKey(candidate.told(person))) {
            return Optional.of(NOT_DUE);
        }
        UUID current = look.phoneKeys().get(person);
        return current == null || current.equals(candidate.phoneKey()) ? Optional.empty() : Optional.of(PHONE_CHANGED);
    }

    private static boolean isMobile(String phone) {
        return phone.matches("1[3-9][0-9]{9}");
    }
}
