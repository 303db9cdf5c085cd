package canbao.feed;

import canbao.crypto.Seal;
import canbao.io.Bulk;
import canbao.io.CopyWriter;
import canbao.model.batch.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows that could not be used, each with its reason; the row as sent is sealed. */
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
        try (CopyWriter rows = bulk.copyIn("quarantine (batch, line, field, masked, rule, fix, sealed)")) {
            for (Rejection rejection : rejections) {
                byte[] label =
                        ("quarantine " + batch + " line " + rejection.line()).getBytes(StandardCharsets.US_ASCII);
                rows.row(7)
                        .int8(batch)
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
