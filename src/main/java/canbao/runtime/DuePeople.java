package canbao.runtime;

import canbao.campaign.ReminderPlan;
import canbao.identity.CertificateKeys;
import canbao.identity.Phones;
import canbao.identity.VaultStore;
import canbao.ledger.CaseStore;
import canbao.model.Fen;
import canbao.model.Identity;
import canbao.model.PersonKey;
import canbao.model.message.Due;
import canbao.sms.PhoneBook;
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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Joins the ledger's word on who owes with the vault's word on where to reach him. Who may be dead, covered or paid for, as
 * long as nobody has decided whether a source speaks of him, is not asked.
 */
public final class DuePeople implements PhoneBook {
    private static final int PAGE = 1_000;

    private final CaseStore cases;
    private final VaultStore vault;
    private final CertificateKeys keys;

    public DuePeople(CaseStore cases, VaultStore vault, CertificateKeys keys) {
        this.cases = cases;
        this.vault = vault;
        this.keys = keys;
    }

    /** Pupils who owe for the year and whose guardian has a mobile phone, page by page. */
    public Stream<Due> pupils(int coverageYear) {
        return pages(after -> cases.owingPupils(coverageYear, after, PAGE));
    }

    /** Those of a stage's audience who owe for the plan's year and can be reached. */
    public Stream<Due> owing(ReminderPlan plan, ReminderPlan.Stage stage) {
        LocalDate debit = stage.debit();
        if (debit == null) {
            return pupils(plan.coverageYear());
        }
        LocalDate failedBefore = plan.failedBefore(stage);
        return pages(after -> cases.owingByDebit(plan.coverageYear(), debit, failedBefore, after, PAGE));
    }

    private Stream<Due> pages(Function<UUID, SortedMap<PersonKey, Fen>> page) {
        return Stream.iterate(
                        page.apply(new UUID(0, 0)),
                        one -> !one.isEmpty(),
                        one -> page.apply(one.lastKey().value()))
                .flatMap(one -> due(one).stream());
    }

    /** Who of these still owes and may still be asked, and how much; their cases stay as they are until the transaction ends. */
    public Map<PersonKey, Fen> stillOwing(SqlConnection transaction, Collection<PersonKey> persons, int coverageYear) {
        Map<PersonKey, Fen> owing = cases.stillOwing(transaction, persons, coverageYear);
        owing.keySet().removeAll(vault.spared(Set.copyOf(owing.keySet())));
        return owing;
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

    private List<Due> due(Map<PersonKey, Fen> page) {
        Map<PersonKey, Identity> identities = vault.identities(page.keySet());
        Set<PersonKey> spared = vault.spared(page.keySet());
        List<Due> due = new ArrayList<>(page.size());
        page.forEach((person, owed) -> {
            Identity identity = identities.get(person);
            String phone = identity == null ? null : identity.phone();
            if (phone != null && Phones.isMobile(phone) && !spared.contains(person)) {
                String masked = phone.substring(0, 3) + "****" + phone.substring(7);
                due.add(new Due(person, keys.phoneKey(phone), masked, owed));
            }
        });
        return due;
    }
}
