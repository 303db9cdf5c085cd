package canbao.feed;

import canbao.crypto.Seal;
import canbao.io.Bulk;
import canbao.io.CopyWriter;
import canbao.model.batch.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows that could not be used, numbered within their batch, each with its reason; the row as sent is sealed under both. */
final class QuarantineStore {
    private final Seal seal;

    QuarantineStore(Seal seal) {
        this.seal = seal;
    }

    void add(Bulk bulk, long batch, List<Rejection> rejections) {
        if (rejections.isEmpty()) {
            return;
        }
        Seal sealer = seal.copy();
        try (CopyWriter rows = bulk.copyIn("quarantine (batch, n, part, line, field, masked, rule, fix, sealed)")) {
            int n = 0;
            for (Rejection rejection : rejections) {
                byte[] label = ("quarantine " + batch + " n " + ++n).getBytes(StandardCharsets.US_ASCII);
                rows.row(9)
                        .int8(batch)
                        .int4(n)
                        .int4(rejection.part())
                        .int4(rejection.line())
                        .text(rejection.field())
                        .text(rejection.maskedValue())
                        .text(rejection.rule())
                        .text(rejection.fix())
                        .bytes(sealer.seal(rejection.row().getBytes(StandardCharsets.UTF_8), label));
            }
        }
    }
}
