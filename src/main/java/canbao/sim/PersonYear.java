package canbao.sim;

/** Whose cover of which year an agency has in its books; {@code toString} does not say whose. */
public record PersonYear(String certno, int year) {
    @Override
    public String toString() {
        return "PersonYear[" + year + "]";
    }
}
