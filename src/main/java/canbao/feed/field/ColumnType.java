package canbao.feed.field;

/** What a column holds, which decides how its values are checked and spelt. */
public enum ColumnType {
    /** A certificate number, see {@link canbao.identity.Certificates}. */
    CERTIFICATE,
    /** The number of a newborn's birth certificate, used where the certificate is blank. */
    BIRTH_CERTIFICATE,
    NAME,
    PHONE,
    TEXT,
    /** One of the words of a code list. */
    CODE,
    /** Spelt {@code yyyy-MM-dd}. */
    DATE,
    /** Spelt {@code yyyy-MM}. */
    MONTH,
    /** Spelt {@code yyyy-MM-ddTHH:mm:ss+08:00}. */
    TIME,
    /** Yuan as sent, fen as spelt. */
    YUAN,
    INTEGER,
    /** Spelt {@code true} or {@code false}. */
    FLAG,
    /** The date of birth, spelt {@code yyyy-MM-dd}. */
    BIRTH;

    /** Whether it tells who somebody is: such a column is never an attribute of a fact. */
    public boolean identifying() {
        return this == CERTIFICATE || this == BIRTH_CERTIFICATE || this == NAME || this == PHONE;
    }
}
