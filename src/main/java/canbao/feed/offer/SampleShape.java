package canbao.feed.offer;

import canbao.feed.contract.Contract;
import canbao.feed.contract.Household;
import canbao.feed.field.Column;
import canbao.feed.field.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The headers of a contract's files, and which columns each of them gives. */
final class SampleShape {
    /** As many members have columns of their own in a sample. */
    static final int MEMBERS = 3;

    final Contract contract;
    /** Shared columns (all of them, where there is no household) by the header under which they are sent. */
    final Map<String, List<Column>> headers = new LinkedHashMap<>();

    final List<Column> members;

    SampleShape(Contract contract) {
        this.contract = contract;
        this.members = contract.columns().stream()
                .filter(column -> column.use().member())
                .toList();
        Map<String, String> first = new LinkedHashMap<>();
        for (Column column : contract.columns()) {
            if (!column.use().member() && !column.headers().isEmpty()) {
                String header = first.computeIfAbsent(Texts.label(column.header()), absent -> column.header());
                headers.computeIfAbsent(header, absent -> new ArrayList<>()).add(column);
            }
        }
    }

    /** How many members a row of a sheet has room for. */
    int places() {
        Household household = contract.checks().household();
        if (household == null) {
            return 0;
        }
        boolean repeated = members.stream().allMatch(SampleShape::isRepeated);
        return repeated ? Math.min(MEMBERS, household.max()) : 1;
    }

    /** The headers of a sheet, with those of every member's place. */
    List<String> wide() {
        List<String> wide = new ArrayList<>(headers.keySet());
        for (int n = 1; n <= places(); n++) {
            for (Column member : members) {
                wide.add(wide(member, n));
            }
        }
        return wide;
    }

    /** A row's cells under {@link #wide()}. */
    List<String> cells(SampleRow row) {
        List<String> cells = new ArrayList<>();
        headers.keySet().forEach(header -> cells.add(row.value(header)));
        for (int n = 0; n < places(); n++) {
            for (Column member : members) {
                boolean there = n < row.members().size();
                cells.add(there ? row.members().get(n).getOrDefault(member.name(), "") : "");
            }
        }
        return cells;
    }

    /** The name of a member's column in an array of members. */
    static String plain(Column member) {
        return member.headers().stream()
                .filter(header -> !header.contains(Column.EACH))
                .findFirst()
                .orElse(member.header());
    }

    /** The names under which JSON carries the members; empty when it has none. */
    String array() {
        Household household = contract.checks().household();
        return household == null || household.arrays().isEmpty()
                ? ""
                : household.arrays().getFirst();
    }

    private static String wide(Column member, int n) {
        return member.headers().stream()
                .filter(header -> header.contains(Column.EACH))
                .findFirst()
                .map(header -> header.replace(Column.EACH, String.valueOf(n)))
                .orElse(plain(member));
    }

    private static boolean isRepeated(Column member) {
        return member.headers().stream().anyMatch(header -> header.contains(Column.EACH));
    }
}
