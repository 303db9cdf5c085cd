package canbao.sim.district;

/** One delivery of civil affairs' hardship list, in the order in which the demo plays them; the as-of never goes back. */
public enum ListVersion {
    /** November; one name is wrong. */
    MONTH1_FIRST("20241101"),
    /** The same list with that name put right. */
    MONTH1_CORRECTED("20241108"),
    /** Byte for byte the corrected list, under the same file name. */
    MONTH1_RESENT("20241108"),
    /** The same rows again as a later file. */
    MONTH1_AGAIN("20241115"),
    /** December; one still-entitled child's category has a typo. */
    MONTH2("20241201"),
    /** The first 40 % of December's rows, cut at a row's end: to be held. */
    MONTH2_TRUNCATED("20241205"),
    /** December's list with one row of every {@link Defect} and one person missing, who must not be withdrawn. */
    MONTH2_DEFECTIVE("20241210"),
    /** December's list with one blank certificate: the whole batch is to be refused. */
    MONTH2_BLANK_CERTIFICATE("20241212");

    private final String asOf;

    ListVersion(String asOf) {
        this.asOf = asOf;
    }

    public String fileName() {
        return "hardship-" + asOf + ".csv";
    }

    boolean december() {
        return compareTo(MONTH2) >= 0;
    }
}
