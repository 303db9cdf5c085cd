package canbao.feed.contract;

import canbao.feed.field.Column;
import canbao.feed.format.Format;
import canbao.feed.format.Format.Form;
import canbao.feed.format.SheetChoice;
import canbao.model.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A contract as it reads rows that the hub's own people have corrected: lines of JSON by our column names, each a record of
 * its own (a household's member too), as an increment. Every rule on values stays; what refuses a whole batch does not.
 */
public final class RepairContract {
    private RepairContract() {}

    public static Contract of(Contract contract) {
        Contract.Delivery delivery = contract.delivery();
        Format lines = new Format(
                Format.Type.JSON_LINES,
                java.nio.charset.StandardCharsets.UTF_8,
                Format.DETECT,
                new SheetChoice.First(),
                Set.of(Form.JSON));
        Contract.Limits limits = contract.limits();
        return new Contract(
                contract.terms(),
                new Contract.Delivery(delivery.kind(), Mode.DELTA, lines, false, delivery.asOf()),
                contract.rows(),
                contract.columns().stream().map(RepairContract::named).toList(),
                new Contract.Limits(
                        Contract.BlankKey.HOLD, 1, 0, limits.maxWithdrawShare(), limits.maxRows(), limits.maxBytes()),
                checks(contract.checks()));
    }

    /** A column goes by our name; one that nobody sends stays so. */
    private static Column named(Column column) {
        boolean sent = !(column.checks().part() instanceof Column.Part.Constant);
        return new Column(
                column.name(),
                sent ? List.of(column.name()) : List.of(),
                column.type(),
                column.use(),
                column.maxLength(),
                column.form(),
                column.checks());
    }

    /** A corrected member comes without his household: it cannot be counted again. */
    private static Contract.Checks checks(Contract.Checks checks) {
        Household household = checks.household() == null ? null : new Household(List.of(), 1, null, Map.of());
        return new Contract.Checks(household, checks.rules(), ControlTerms.NONE);
    }
}
