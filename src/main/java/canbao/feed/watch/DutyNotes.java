package canbao.feed.watch;

import canbao.feed.contract.CatalogueEntry;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.rhythm.WorkCalendar;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;

/** What a person should know of contracts and calendars that are no problem yet: duties not filled in, or ending soon. */
public final class DutyNotes {
    private static final int SOON_DAYS = 90;

    private DutyNotes() {}

    /** One line for each contract that lacks something or ends soon, and for each year that will be needed. */
    public static List<String> of(ContractCatalogue contracts, WorkCalendar calendar, LocalDate today) {
        List<String> notes = new ArrayList<>();
        for (Contract contract : contracts.all()) {
            CatalogueEntry entry = contract.terms().catalogue();
            if (!entry.missing().isEmpty()) {
                String keys = String.join(", ", entry.missing());
                notes.add(contract.feed() + ": 未填 catalogue: " + keys + "（政务数据共享条例）/ catalogue lacks " + keys);
            }
            ending(contract, entry, today, notes);
        }
        year(calendar, today.getYear(), notes);
        if (today.getMonth() == Month.DECEMBER) {
            year(calendar, today.getYear() + 1, notes);
        }
        return notes;
    }

    private static void ending(Contract contract, CatalogueEntry entry, LocalDate today, List<String> notes) {
        LocalDate day = entry.expires();
        if (day == null || day.isAfter(today.plusDays(SOON_DAYS))) {
            return;
        }
        notes.add(contract.feed()
                + (day.isAfter(today)
                        ? ": 共享审批将于 " + day + " 到期，请续签 / the approval ends on " + day + ": renew it"
                        : ": 共享审批已于 " + day + " 到期，不再接收 / the approval ended on " + day + ": nothing is taken"));
    }

    private static void year(WorkCalendar calendar, int year, List<String> notes) {
        if (!calendar.knows(year)) {
            notes.add("calendars/" + year + ".yaml: 没有 " + year + " 年的放假安排，按周一至周五计 / no holidays of " + year
                    + ": Monday to Friday count as worked");
        }
    }
}
