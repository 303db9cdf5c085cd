package canbao.model;

/** An amount of money in fen (1/100 yuan), never negative. */
public record Fen(long value) implements Comparable<Fen> {
    public static final Fen ZERO = new Fen(0);

    public Fen {
        if (value < 0) {
            throw new IllegalArgumentException("negative amount: " + value + " fen");
        }
    }

    /** Reads yuan with at most two decimals, such as {@code 660} or {@code 660.00}. */
    public static Fen ofYuan(String yuan) {
        return new Fen(new java.math.BigDecimal(yuan).movePointRight(2).longValueExact());
    }

    public Fen plus(Fen other) {
        return new Fen(Math.addExact(value, other.value));
    }

    public Fen minus(Fen other) {
        return new Fen(Math.subtractExact(value, other.value));
    }

    /** Yuan with two decimals, as printed on a bill. */
    public String yuan() {
        return "%d.%02d".formatted(value / 100, value % 100);
    }

    @Override
    public int compareTo(Fen other) {
        return Long.compare(value, other.value);
    }
}
