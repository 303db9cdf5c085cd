package canbao.audit;

import java.util.List;
import java.util.OptionalLong;

/** The rows that one kind of chain vouches for. */
public interface Covered extends ChainStore.Digests {
    /** Where they stand. */
    String table();

    /** The query that finds what a link covers, for whoever compares it with a backup. */
    String find(String chain, long link);

    /** The chains that rows name. */
    List<String> chains();

    /** The first number that rows name and that is no link: before the first one or behind the last. */
    OptionalLong outside(String chain, long last);
}
