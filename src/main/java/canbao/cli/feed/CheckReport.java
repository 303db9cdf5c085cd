package canbao.cli.feed;

import canbao.feed.check.BatchCheck.Verdict;
import canbao.model.batch.Rejection;
import java.io.IOException;

/** Tells what a check finds, while it goes on: nothing is kept but counts. */
interface CheckReport extends AutoCloseable {
    void rejection(Rejection rejection);

    /** Ends the report; {@code compared} is whether there was an earlier batch. */
    void verdict(Verdict verdict, boolean compared) throws IOException;

    @Override
    void close() throws IOException;
}
