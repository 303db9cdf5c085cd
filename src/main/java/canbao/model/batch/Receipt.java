package canbao.model.batch;

import canbao.model.FeedId;
import java.time.Instant;

/**
 * What the hub has durably stored of one batch. The same batch again gets the same receipt, marked as a duplicate.
 *
 * @param batch our number of the batch
 * @param number the sender's batch number, or an empty text
 * @param name the file's name, or an empty text
 * @param rows how many rows it has, or -1 when that is not known yet
 * @param bytes how many bytes were stored
 * @param sm3 lower-case hex SM3 of the bytes
 */
public record Receipt(
        long batch,
        FeedId feed,
        String number,
        String name,
        int rows,
        long bytes,
        String sm3,
        Instant receivedAt,
        boolean duplicate) {}
