package canbao.feed.contract;

import canbao.feed.field.Column;
import canbao.feed.format.Format;
import canbao.feed.format.Layout;
import canbao.feed.rhythm.Rhythm;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one agency sends in one feed: under which terms, in which form, with which columns, and what refuses a whole batch.
 * Written in {@code config/contracts/<agency>-<feed>.yaml}, read by {@link ContractCatalogue}.
 */
public record Contract(
        Terms terms,
        Delivery delivery,
        Rows rows,
        List<Column> columns,
        Limits limits,
        Checks checks,
        Standing standing) {
    /** The column in which a population register says under which number a person was known before. */
    public static final String FORMER = "formerCertificate";

    public Contract {
        columns = List.copyOf(columns);
    }

    public Contract(Terms terms, Delivery delivery, Rows rows, List<Column> columns, Limits limits, Checks checks) {
        this(terms, delivery, rows, columns, limits, checks, Standing.ORDINARY);
    }

    /** How much harm it would do if the data came out. */
    public enum Sensitivity {
        PUBLIC,
        PERSONAL,
        SENSITIVE
    }

    /**
     * The agreement between the offices.
     *
     * @param retention how long batches are kept
     * @param purpose what the data may be used for
     * @param catalogue under which entry of the catalogue, with whose approval and until when it is shared
     * @param rhythm how often batches are agreed to come; null when nothing is agreed
     */
    public record Terms(
            FeedId feed,
            int version,
            String owner,
            String legalBasis,
            String purpose,
            Sensitivity sensitivity,
            Period retention,
            CatalogueEntry catalogue,
            @Nullable Rhythm rhythm) {}

    /**
     * What the feed's word weighs beside others'. Decided by the hub's side, so no part of what the sender agreed to.
     *
     * @param precedence of feeds that contradict one another the smaller one decides
     * @param judges what it is the judge of
     */
    public record Standing(int precedence, Judges judges) {
        public static final Standing ORDINARY = new Standing(Fact.ORDINARY, Judges.NOTHING);
    }

    /** What a feed is the judge of. */
    public enum Judges {
        NOTHING,
        /** A population register: who says otherwise of a name is on the review list, and it may link numbers. */
        IDENTITY
    }

    /**
     * What is delivered.
     *
     * @param kind what the rows mean for policy
     * @param refuseUnknown whether columns that the contract does not know are refused
     */
    public record Delivery(FactKind kind, Mode mode, Format format, boolean refuseUnknown, AsOf asOf) {}

    /**
     * How rows are told apart.
     *
     * @param scopeColumn the column whose value a snapshot replaces as one; null when it replaces the whole feed
     * @param versionColumn the column that says since when the row holds, if any
     */
    public record Rows(
            List<String> key,
            @Nullable String scopeColumn,
            @Nullable String versionColumn) {
        public Rows {
            key = List.copyOf(key);
        }
    }

    /** Where a batch's date comes from: from its file name, or (without a pattern) from the time of its receipt. */
    public record AsOf(@Nullable Pattern fileName) {
        public static final String GROUP = "asOf";

        /** The date in a file name; nothing when it has none or it is no date. */
        public Optional<LocalDate> of(String name) {
            if (fileName == null) {
                return Optional.empty();
            }
            Matcher matcher = fileName.matcher(name);
            try {
                return matcher.matches()
                        ? Optional.of(LocalDate.parse(matcher.group(GROUP), DateTimeFormatter.BASIC_ISO_DATE))
                        : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /** What a row with a blank key does. */
    public enum BlankKey {
        /** The row is rejected; the scope's withdrawals are held. */
        HOLD,
        /** The whole batch is refused. */
        REFUSE
    }

    /**
     * What refuses or holds a whole batch.
     *
     * @param maxRejectShare more rejected rows than this share refuse the batch
     * @param maxWithdrawShare a snapshot that would withdraw more than this share of its scope is held for a person
     */
    public record Limits(
            BlankKey blankKey,
            double maxRejectShare,
            int minRows,
            double maxWithdrawShare,
            int maxRows,
            long maxBytes) {}

    /** What holds between columns, members and rows, beyond each value being right by itself. */
    public record Checks(@Nullable Household household, List<RowRule> rules, ControlTerms control) {
        public static final Checks NONE = new Checks(null, List.of(), ControlTerms.NONE);

        public Checks {
            rules = List.copyOf(rules);
        }
    }

    public FeedId feed() {
        return terms.feed();
    }

    public int version() {
        return terms.version();
    }

    public FactKind kind() {
        return delivery.kind();
    }

    public Mode mode() {
        return delivery.mode();
    }

    /** The columns that a file may have: with a household, those of each member as well, see {@link MemberColumns}. */
    public Layout layout() {
        Household household = checks.household();
        return household == null
                ? new Layout(columns, delivery.refuseUnknown())
                : new Layout(MemberColumns.of(columns, household).all(), delivery.refuseUnknown(), household.arrays());
    }

    /** The position of a column, or -1. */
    public int position(@Nullable String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
