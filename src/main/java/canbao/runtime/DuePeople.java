package canbao.runtime;

import canbao.campaign.ReminderPlan;
import canbao.campaign.ReminderPlan.Audience;
import canbao.campaign.ReminderPlan.Stage;
import canbao.identity.CertificateKeys;
import canbao.identity.Phones;
import canbao.identity.VaultStore;
import canbao.ledger.owing.OwingStore;
import canbao.ledger.owing.OwingStore.Owed;
import canbao.ledger.owing.OwingStore.Question;
import canbao.ledger.owing.Whom;
import canbao.model.Fen;
import canbao.model.Identity;
import canbao.model.PersonKey;
import canbao.model.message.Due;
import canbao.model.message.Reminder;
import canbao.sms.PhoneBook;
import canbao.sms.StillDue.Told;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins the ledger's word on who owes with the vault's word on where to reach him. Who may be dead, covered or paid for, as
 * long as nobody has decided whether a source speaks of him, is not asked.
 */
public final class DuePeople implements PhoneBook {
    private static final int PAGE = 1_000;

    private final OwingStore ledger;
    private final VaultStore vault;
    private final CertificateKeys keys;
    private final ReminderPlan plan;

    /** @param plan by which a message's stage says whom it is about */
    public DuePeople(OwingStore ledger, VaultStore vault, CertificateKeys keys, ReminderPlan plan) {
        this.ledger = ledger;
        this.vault = vault;
        this.keys = keys;
        this.plan = plan;
    }

    /** Those of a stage's audience who owe for the plan's year on a day and can be reached, page by page. */
    public Stream<Due> owing(Stage stage, LocalDate on) {
        Whom whom = switch (stage.audience()) {
            case NEWBORNS -> {
                List<LocalDate> born = plan.born(stage, on);
                yield new Whom.Born(born.getFirst(), born.getLast(), on);
            }
            default -> whom(stage, null);
        };
        return Stream.iterate(
                        page(whom, new UUID(0, 0)),
                        one -> !one.isEmpty(),
                        one -> page(whom, one.lastKey().value()))
                .flatMap(one -> due(one).stream());
    }

    private SortedMap<PersonKey, Owed> page(Whom whom, UUID after) {
        return ledger.owing(plan.coverageYear(), whom, after, PAGE);
    }

    /** @param lastOn the last day that a text names for newborns */
    private Whom whom(Stage stage, @Nullable LocalDate lastOn) {
        LocalDate debit = stage.debit();
        LocalDate failedBefore = plan.failedBefore(stage);
        if (stage.audience() == Audience.NEWBORNS && lastOn != null) {
            return new Whom.JoinsUntil(lastOn);
        }
        if (debit == null) {
            return stage.audience() == Audience.PUPILS ? new Whom.Pupils() : new Whom.Anybody();
        }
        return failedBefore == null ? new Whom.Debited(debit) : new Whom.DebitFailed(debit, failedBefore);
    }

    /**
     * Of whom a text is still right, by its stage, and how much he owes; their cases stay as they are until the transaction ends.
     * A stage that the plan no longer has is right for whoever owes.
     */
    public Map<Told, Fen> stillOwing(SqlConnection transaction, Collection<Told> told) {
        Map<Question, List<Told>> questions = told.stream().collect(Collectors.groupingBy(this::question));
        Map<Question, Fen> owing = ledger.stillOwing(transaction, List.copyOf(questions.keySet()));
        Set<PersonKey> spared =
                vault.spared(owing.keySet().stream().map(Question::person).collect(Collectors.toSet()));
        Map<Told, Fen> still = new HashMap<>();
        owing.forEach((question, fen) -> {
            if (!spared.contains(question.person())) {
                questions.getOrDefault(question, List.of()).forEach(one -> still.put(one, fen));
            }
        });
        return still;
    }

    private Question question(Told told) {
        Reminder reminder = told.reminder();
        boolean ours = reminder.topic().equals(plan.topic()) && reminder.coverageYear() == plan.coverageYear();
        Whom whom = plan.stage(reminder.stage())
                .filter(stage -> ours)
                .map(stage -> whom(stage, told.lastOn()))
                .orElseGet(Whom.Anybody::new);
        return new Question(reminder.person(), reminder.coverageYear(), whom);
    }

    @Override
    public Map<PersonKey, String> phones(Collection<PersonKey> persons) {
        Map<PersonKey, String> phones = new HashMap<>();
        vault.identities(persons).forEach((person, identity) -> {
            String phone = identity.phone();
            if (phone != null && Phones.isMobile(phone)) {
                phones.put(person, phone);
            }
        });
        return phones;
    }

    @Override
    public UUID key(String phone) {
        return keys.phoneKey(phone);
    }

    private List<Due> due(Map<PersonKey, Owed> page) {
        Map<PersonKey, Identity> identities = vault.identities(page.keySet());
        Set<PersonKey> spared = vault.spared(page.keySet());
        List<Due> due = new ArrayList<>(page.size());
        page.forEach((person, owed) -> {
            Identity identity = identities.get(person);
            String phone = identity == null ? null : identity.phone();
            if (phone != null && Phones.isMobile(phone) && !spared.contains(person)) {
                String masked = phone.substring(0, 3) + "****" + phone.substring(7);
                due.add(new Due(person, keys.phoneKey(phone), masked, owed.fen(), owed.until()));
            }
        });
        return due;
    }
}
