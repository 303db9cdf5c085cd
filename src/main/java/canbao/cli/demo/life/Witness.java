package canbao.cli.demo.life;

import canbao.identity.CertificateKeys;
import canbao.identity.Certificates;
import canbao.identity.VaultStore;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.PersonKey;
import canbao.sim.PersonYear;
import canbao.sim.district.Person;
import canbao.sim.district.life.Life;
import canbao.sim.sms.Handsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Looks a person up in the ledger and in everybody else's own books. */
final class Witness {
    private static final int YEAR = 2025;
    private static final int LONG_TERM_CARE = 410;
    private static final int SUPPLEMENT = 9301;
    /** For which day a school asks: after the story's last one. */
    private static final LocalDate COVERED_DAY = LocalDate.of(2025, 6, 1);

    private final LifeStore store;
    private final VaultStore vault;
    private final CertificateKeys keys;
    private final OtherBooks books;
    private final MoneyDesk money;
    private final Life life;

    Witness(LifeStore store, VaultStore vault, LifeReport.Sources sources, MoneyDesk money, Life life) {
        this.life = life;
        this.money = money;
        this.store = store;
        this.vault = vault;
        this.keys = sources.keys();
        this.books = sources.books();
    }

    /** The hub's key of a person, through all that he was merged into. */
    Optional<PersonKey> key(Person person) {
        String type = person.certificate().length() == 18 ? Certificates.RESIDENT : Certificates.BIRTH;
        return vault.find(keys.key(type, person.certificate())).map(store::kept);
    }

    /** Of the whole district. */
    String see(Facet facet) {
        MoneyDesk.Claim claim = money.claimed();
        return switch (facet) {
            case CLAIM -> claim.told();
            case GAP -> yuan(claim.gapFen());
            case SHORTFALL -> money.shortfall();
            default -> throw new IllegalArgumentException(facet + " is seen of a person");
        };
    }

    String see(Facet facet, Person person) {
        Optional<PersonKey> key = key(person);
        return key.isEmpty() ? "unknown to the hub" : see(facet, person, key.get());
    }

    private String see(Facet facet, Person person, PersonKey key) {
        PersonYear year = new PersonYear(person.certificate(), YEAR);
        return switch (facet) {
            case CASE -> store.found(key, Outcome.RESIDENT).state();
            case CATEGORY -> store.found(key, Outcome.RESIDENT).category();
            case CATEGORIES -> store.categories(key);
            case REFUSED -> store.entries(key, "REJECTED");
            case OWED -> store.entries(key, "OWED");
            case WAITING_MONTHS -> store.waiting(key);
            case LONG_TERM_CARE -> store.found(key, LONG_TERM_CARE).state();
            case SUPPLEMENT -> supplement(store.found(key, SUPPLEMENT));
            case ORDERED -> store.ordered(key);
            case LEADS -> store.leads(key);
            case TOLD -> String.join(" ", books.civilAffairs().reasons(person.certificate()));
            case REGISTERED -> books.insurer().books().registrations().containsKey(year) ? "yes" : "no";
            case REGISTERED_ON ->
                books.insurer().registeredAt(year).map(Witness::day).orElse("");
            case FLAG -> books.insurer().books().flags().getOrDefault(year, "");
            case LEVIES -> books.tax().books().levies().containsKey(year) ? "1" : "0";
            case REFUNDED -> yuan(books.tax().books().refunds().getOrDefault(year, 0L));
            case MESSAGES -> {
                List<Handsets.Copy> copies = books.handsets().copies().getOrDefault(person.phone(), List.of());
                yield String.valueOf(copies.size());
            }
            case ONE_PERSON -> key(life.numbered()).equals(Optional.of(key)) ? "yes" : "no";
            case UNPAID -> money.unpaid(key);
            case DIFFERENCE -> money.differences(key);
            case MAY_SELL -> books.school().maySell(person.certificate(), COVERED_DAY);
            case CLAIM, GAP, SHORTFALL, DECIDED -> throw new IllegalArgumentException(facet + " is seen of nobody");
        };
    }

    private static String day(String stamp) {
        return LocalDate.parse(stamp.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE)
                .toString();
    }

    private static String supplement(LifeStore.Case found) {
        return found.state().isEmpty()
                ? ""
                : found.state() + " " + yuan(found.personalFen()) + " + " + yuan(found.subsidyFen());
    }

    static String yuan(long fen) {
        return new Fen(fen).yuan();
    }
}
