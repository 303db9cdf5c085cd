package canbao.model;

import java.util.UUID;

/** A resident, as the hub knows him: made once from the first evidence and never recomputed. Says nothing of the person. */
public record PersonKey(UUID value) implements Comparable<PersonKey> {
    public static PersonKey of(String text) {
        return new PersonKey(UUID.fromString(text));
    }

    /** PostgreSQL's order of uuid, so that rows are always locked in the same sequence. */
    public static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    @Override
    public int compareTo(PersonKey other) {
        return compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
