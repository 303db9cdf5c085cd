package canbao.feed.watch;

import canbao.alert.AlertKind;
import canbao.alert.Finding;
import canbao.alert.Finding.Key;
import canbao.alert.Watch;
import canbao.audit.AuditStore;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.rhythm.Deadlines;
import canbao.feed.rhythm.Rhythm;
import canbao.feed.rhythm.Standing;
import canbao.feed.rhythm.WorkCalendar;
import canbao.feed.watch.SignStore.Part;
import canbao.feed.watch.SignStore.Sign;
import canbao.model.FeedId;
import canbao.model.Wording;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Feeds that are silent beyond their contract's rhythm, and parts of feeds (such as schools) that sent last time and have
 * not this time. A batch that is stored and not read yet keeps an alert from opening, and closes none.
 */
public final class SilenceWatch implements Watch {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int NAMED = 20;

    private final Collection<Contract> contracts;
    private final WorkCalendar calendar;
    private final Set<FeedId> connected;
    private final SignStore store;
    private final Instant notBefore;

    /**
     * @param connected feeds that have a door; of the others those are watched that ever sent something
     * @param notBefore when the hub's own doors have had time to look, so that its rest is not taken for silence
     */
    public SilenceWatch(
            ContractCatalogue contracts,
            WorkCalendar calendar,
            Set<FeedId> connected,
            SignStore store,
            Instant notBefore) {
        this.contracts = contracts.all().stream()
                .filter(contract -> contract.terms().rhythm() != null)
                .toList();
        this.calendar = calendar;
        this.connected = Set.copyOf(connected);
        this.store = store;
        this.notBefore = notBefore;
    }

    @Override
    public Set<AlertKind> kinds() {
        return Set.of(AlertKind.LATE_FEED, AlertKind.LATE_SCOPES);
    }

    @Override
    public Optional<View> look(Instant now) {
        List<FeedId> feeds = contracts.stream().map(Contract::feed).toList();
        Map<FeedId, Sign> signs = store.last(feeds);
        List<Contract> watched = contracts.stream()
                .filter(contract -> connected.contains(contract.feed()) || signs.containsKey(contract.feed()))
                .toList();
        Map<FeedId, Instant> since =
                store.watched(watched.stream().map(Contract::feed).toList(), now);
        if (now.isBefore(notBefore)) {
            return Optional.empty();
        }
        Seen seen = new Seen(now, new ArrayList<>(), new HashSet<>());
        for (Contract contract : watched) {
            feed(contract, signs.get(contract.feed()), since.getOrDefault(contract.feed(), now), seen);
        }
        return Optional.of(new View(seen.wrong(), seen.unsure()));
    }

    private record Seen(Instant now, List<Finding> wrong, Set<Key> unsure) {}

    private void feed(Contract contract, @Nullable Sign sign, Instant watchedSince, Seen seen) {
        Rhythm rhythm = contract.terms().rhythm();
        if (rhythm == null) {
            return;
        }
        Instant heard = sign == null ? watchedSince : later(watchedSince, sign.heard());
        Instant sure = sign == null || sign.sure() == null ? watchedSince : later(watchedSince, sign.sure());
        Standing promised = Deadlines.standing(rhythm, calendar, heard, seen.now());
        Instant lateSince = promised.lateSince();
        if (lateSince != null) {
            seen.wrong().add(late(contract, rhythm, lateSince));
        } else if (Deadlines.standing(rhythm, calendar, sure, seen.now()).late()) {
            seen.unsure().add(new Key(AlertKind.LATE_FEED, contract.feed().toString()));
        }
        if (contract.rows().scopeColumn() != null && lateSince == null) {
            parts(contract, rhythm, watchedSince, seen);
        }
    }

    private void parts(Contract contract, Rhythm rhythm, Instant watchedSince, Seen seen) {
        Deadlines.Lapsed lapsed = Deadlines.lapsed(rhythm, calendar, seen.now());
        if (lapsed == null || lapsed.last().opens().isBefore(watchedSince)) {
            return;
        }
        boolean byFile = contract.delivery().asOf().fileName() != null;
        List<Part> parts = store.parts(contract.feed(), byFile, lapsed.before().opens());
        List<String> missing = parts.stream()
                .filter(part -> part.heard().isBefore(lapsed.last().opens()))
                .map(Part::name)
                .toList();
        if (parts.stream().anyMatch(Part::unread)) {
            seen.unsure().add(new Key(AlertKind.LATE_SCOPES, contract.feed().toString()));
        } else if (!missing.isEmpty()) {
            seen.wrong().add(missing(contract, rhythm, missing, lapsed.last().due()));
        }
    }

    private static Finding late(Contract contract, Rhythm rhythm, Instant since) {
        String moment = minute(since);
        return new Finding(
                AlertKind.LATE_FEED,
                contract.feed().toString(),
                owner(contract, rhythm),
                new Wording(
                        "应于 " + moment + " 前报送（" + half(rhythm, 0) + "），至今未收到；没有变化也请报“无数据”",
                        "was due before " + moment + " (" + half(rhythm, 1)
                                + ") and has not come; if there is nothing to report, say so"),
                since);
    }

    private static Finding missing(Contract contract, Rhythm rhythm, List<String> missing, Instant since) {
        String names = missing.stream()
                .filter(name -> !AuditStore.looksPersonal(name))
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        String more = missing.size() > NAMED ? ", …" : "";
        return new Finding(
                AlertKind.LATE_SCOPES,
                contract.feed().toString(),
                owner(contract, rhythm),
                new Wording(
                        "上期报过、本期（" + minute(since) + " 前）未报的有 " + missing.size() + " 个：" + names + more,
                        missing.size() + " that sent last time have not by " + minute(since) + ": " + names + more),
                since);
    }

    private static String owner(Contract contract, Rhythm rhythm) {
        return rhythm.owner().isEmpty() ? contract.terms().owner() : rhythm.owner();
    }

    private static String half(Rhythm rhythm, int language) {
        return rhythm.words().split(" / ", 2)[language];
    }

    private static String minute(Instant instant) {
        return MINUTE.format(LocalDateTime.ofInstant(instant, ZONE));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
