package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.contract.Household;
import canbao.feed.contract.MemberColumns;
import canbao.feed.field.Column;
import canbao.feed.field.Defect;
import canbao.feed.field.Masks;
import canbao.feed.field.Texts;
import canbao.feed.format.Row;
import canbao.identity.Certificates;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a household's row apart into its members, and reads each as a row of its own. Not thread-safe. */
final class Members {
    private static final Defect NOBODY =
            new Defect("NO_MEMBERS", "该户没有任何成员，请补全成员信息 / the household has no member: fill in its members");

    private final RowReader reader;
    private final List<Column> columns;
    private final Household household;
    private final MemberColumns places;
    private final int count;
    private final int certificate;
    private final int most;
    private final Defect tooMany;

    Members(Contract contract, Household household, RowReader reader) {
        this.reader = reader;
        this.household = household;
        this.columns = contract.columns();
        this.places = MemberColumns.of(columns, household);
        this.count = contract.position(household.count());
        this.certificate = reader.certificateColumn();
        this.most = household.max() + (household.head().isEmpty() ? 0 : 1);
        this.tooMany = new Defect(
                "TOO_MANY_MEMBERS",
                "一户最多%d人，请核对或分户 / at most %d members to a household: check it".formatted(most, most));
    }

    /** Reads every member; a bad one is rejected alone, a row that does not add up with all of its members. */
    void read(Row row, Consumer<RowResult> sink) {
        List<Member> members = members(row);
        Wrong wrong = wrong(row, members.size());
        if (members.isEmpty()) {
            if (!isBlank(row)) {
                Wrong none = wrong == null ? new Wrong("", NOBODY) : wrong;
                sink.accept(reader.broken(row, none.column, none.defect));
            }
            return;
        }
        for (Member member : members) {
            RowResult result = wrong == null ? reader.read(member) : reader.broken(member, wrong.column, wrong.defect);
            if (result instanceof Rejection rejection && wrong == null) {
                sink.accept(member.named(rejection));
            } else if (result instanceof Rejection rejection) {
                sink.accept(showing(row, rejection));
            } else if (result != null) {
                sink.accept(result);
            }
        }
    }

    /** A row whose form is broken: its members are rejected with it, and protected as far as they can be read. */
    void broken(Row row, String column, Defect defect, Consumer<RowResult> sink) {
        List<Member> members = members(row);
        if (members.isEmpty()) {
            sink.accept(reader.broken(row, column, defect));
        }
        for (Member member : members) {
            sink.accept(reader.broken(member, column, defect));
        }
    }

    private record Wrong(String column, Defect defect) {}

    private @Nullable Wrong wrong(Row row, int size) {
        if (size > most) {
            return new Wrong("", tooMany);
        }
        String said = count < 0 ? "" : Texts.stripped(row.value(count));
        if (said.isEmpty()) {
            return null;
        }
        String[] spelt = {""};
        boolean number = reader.spell(count, said, spelt);
        if (number && spelt[0].equals(String.valueOf(size))) {
            return null;
        }
        return number ? new Wrong(columns.get(count).name(), differs(columns.get(count), spelt[0], size)) : null;
    }

    private static Defect differs(Column column, String said, int size) {
        return new Defect(
                "MEMBER_COUNT",
                "“%s”为%s，实际列出%d人，请核对后整户重报 / %s says %s but %d members are listed: correct it and send the household again"
                        .formatted(column.header(), said, size, column.header(), said, size));
    }

    private Rejection showing(Row row, Rejection rejection) {
        if (!rejection.rule().equals("MEMBER_COUNT")) {
            return rejection;
        }
        return Rejections.showing(rejection, Masks.masked(columns.get(count), Texts.stripped(row.value(count))));
    }

    private List<Member> members(Row row) {
        List<Member> members = new ArrayList<>();
        List<Row> nested = row.members();
        for (int i = 0; i < nested.size(); i++) {
            add(members, new Member(nested.get(i), i + 1, this::own));
        }
        for (int n = 1; n <= places.places(); n++) {
            add(members, new Member(row, n, this::numbered));
        }
        add(members, new Member(row, Member.ONLY, this::own));
        if (!household.head().isEmpty()) {
            Member head = new Member(row, Member.HEAD, this::headed);
            Set<String> known = new HashSet<>();
            members.forEach(member -> known.add(number(member)));
            if (!isAbsent(head) && !known.contains(number(head))) {
                members.addFirst(head);
            }
        }
        return members;
    }

    private void add(List<Member> members, Member member) {
        if (!isAbsent(member)) {
            members.add(member);
        }
    }

    private boolean isAbsent(Member member) {
        for (int column : places.members()) {
            if (!Texts.stripped(member.value(column)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean isBlank(Row row) {
        for (int i = 0; i < columns.size(); i++) {
            if (!Texts.stripped(row.value(i)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private String number(Member member) {
        String sent = Texts.stripped(member.value(certificate));
        return Certificates.check(Certificates.RESIDENT, sent) instanceof Certificates.Valid valid
                ? valid.number()
                : sent;
    }

    private int own(int column, int n) {
        return column;
    }

    private int numbered(int column, int n) {
        int index = places.members().indexOf(column);
        return index < 0 ? column : places.position(n, index);
    }

    /** A head's member columns stand elsewhere, or nowhere. */
    private int headed(int column, int n) {
        Column wanted = columns.get(column);
        if (!wanted.use().member()) {
            return column;
        }
        String own = household.head().get(wanted.name());
        for (int i = 0; own != null && i < columns.size(); i++) {
            if (columns.get(i).name().equals(own)) {
                return i;
            }
        }
        return Member.NOWHERE;
    }

    /** One member as a row. */
    private final class Member implements Row {
        static final int HEAD = 0;
        static final int ONLY = -1;
        static final int NOWHERE = -1;

        private final Row row;
        private final int n;
        private final Place place;

        Member(Row row, int n, Place place) {
            this.row = row;
            this.n = n;
            this.place = place;
        }

        @Override
        public int part() {
            return row.part();
        }

        @Override
        public int line() {
            return row.line();
        }

        @Override
        public String value(int column) {
            int at = place.of(column, n);
            return at == NOWHERE ? "" : row.value(at);
        }

        @Override
        public String sent() {
            return row.sent();
        }

        /** Says in a rejection which member it was. */
        Rejection named(Rejection rejection) {
            if (n == HEAD) {
                return Rejections.named(rejection, household.head().getOrDefault(rejection.field(), rejection.field()));
            }
            boolean own = columns.stream()
                    .anyMatch(column -> column.name().equals(rejection.field())
                            && column.use().member());
            return own && n > 0 ? Rejections.named(rejection, rejection.field() + "[" + n + "]") : rejection;
        }
    }

    private interface Place {
        int of(int column, int n);
    }
}
