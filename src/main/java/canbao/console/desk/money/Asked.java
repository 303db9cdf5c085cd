package canbao.console.desk.money;

import canbao.console.desk.Call;
import java.util.UUID;

/** What both parts of the desk are asked with. */
final class Asked {
    private Asked() {}

    static int year(Call call) {
        if (call.body().getValue("year") instanceof Integer year) {
            return year;
        }
        throw new Call.Malformed("year", "应为整数，如 2025", "must be a whole number such as 2025");
    }

    /** After which person a page begins. */
    static UUID after(Call call) {
        String after = call.query("after").orElse("");
        try {
            return after.isEmpty() ? new UUID(0, 0) : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("after", "应为人员编号", "must be a person's key");
        }
    }
}
