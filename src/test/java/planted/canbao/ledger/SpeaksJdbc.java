package planted.canbao.ledger;

/** The dependency is a thrown exception only. */
public final class SpeaksJdbc {
    private SpeaksJdbc() {}

    static void connect() throws java.sql.SQLException {}
}
