package canbao.ledger.year;

import canbao.model.PersonKey;
import java.util.List;
import java.util.UUID;

/** The persons of whom anything was ever said, in the order of their keys. */
public interface Everybody {
    /** How many there are. */
    long count();

    /** Those after one key, up to another that is included. */
    List<PersonKey> page(UUID after, UUID upTo, int limit);
}
