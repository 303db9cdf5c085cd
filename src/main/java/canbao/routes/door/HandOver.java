package canbao.routes.door;

import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;

/** The way from a door to the inbox: returns after the commit, and throws when the hub itself is in trouble. */
@FunctionalInterface
public interface HandOver {
    Handed deliver(Parcel parcel);

    /** What became of a parcel. */
    sealed interface Handed {}

    /** It is in the inbox; the sender may forget it. */
    record Stored(Receipt receipt) implements Handed {}

    /** It will never be taken as it is. */
    record Refused(Refusal refusal) implements Handed {}
}
