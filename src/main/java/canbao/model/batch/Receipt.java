package canbao.model.batch;

import canbao.model.FeedId;
import java.time.Instant;

/**
 * What the hub has durably stored of one batch. The same batch again gets the same document again; only this record says
 * that it is a duplicate.
 *
 * @param batch our number of the batch
 * @param number the sender's batch number, or an empty text
 * @param name the file's name, or an empty text
 * @param rows how many rows it has, or -1 when that is not known yet
 * @param bytes how many bytes were stored
 * @param sm3 lower-case hex SM3 of the bytes
 * @param document the signed receipt as it is given, JSON; an empty text where nobody signs
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
        boolean duplicate,
        String document) {
    /** A receipt that is not signed yet. */
    public Receipt(
            long batch,
            FeedId feed,
            String number,
            String name,
            int rows,
            long bytes,
            String sm3,
            Instant receivedAt,
            boolean duplicate) {
        this(batch, feed, number, name, rows, bytes, sm3, receivedAt, duplicate, "");
    }

    public Receipt with(String signed) {
        return new Receipt(batch, feed, number, name, rows, bytes, sm3, receivedAt, duplicate, signed);
    }
}
