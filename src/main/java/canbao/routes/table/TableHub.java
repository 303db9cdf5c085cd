package canbao.routes.table;

import canbao.routes.door.BatchReading;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a table door needs of the hub.
 *
 * @param store our memory of tables; asked for when a door is first looked into
 * @param hash a keyed hash of at least 16 bytes
 * @param batchOf the batch that the inbox has under a number of the door's feed
 * @param readings what became of a batch, once it was read
 */
public record TableHub(
        Supplier<TakingStore> store,
        UnaryOperator<byte[]> hash,
        Function<String, OptionalLong> batchOf,
        LongFunction<Optional<BatchReading>> readings) {}
