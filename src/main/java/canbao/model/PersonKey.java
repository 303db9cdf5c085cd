package canbao.model;

import java.util.UUID;

/** A resident, as the hub knows him: made once from the first evidence and never recomputed. Says nothing of the person. */
public record PersonKey(UUID value) implements Comparable<PersonKey> {
    public static PersonKey of(String text) {
        return new PersonKey(UUID.fromString(text));
    }

    /** PostgreSQL's order of uuid, so that rows are always locked in the same sequence. */
    @Override
    public int compareTo(PersonKey other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
