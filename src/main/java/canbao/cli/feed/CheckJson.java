package canbao.cli.feed;

import canbao.feed.check.BatchCheck.Verdict;
import canbao.model.batch.Applied;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A check as one JSON object, written while the rows come: the counts follow the rejected rows. */
final class CheckJson implements CheckReport {
    private final PrintWriter out;
    private final JsonGenerator json;

    CheckJson(PrintWriter out) throws IOException {
        this.out = out;
        json = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(out);
        json.writeStartObject();
        json.writeArrayFieldStart("rejected");
    }

    @Override
    public void rejection(Rejection rejection) {
        try {
            json.writeStartObject();
            json.writeNumberField("part", rejection.part());
            json.writeNumberField("line", rejection.line());
            json.writeStringField("field", rejection.field());
            json.writeStringField("value", rejection.maskedValue());
            json.writeStringField("rule", rejection.rule());
            json.writeStringField("fix", rejection.fix());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("the report could not be written", e);
        }
    }

    @Override
    public void verdict(Verdict verdict, boolean compared) throws IOException {
        json.writeEndArray();
        json.writeStringField("feed", verdict.contract().feed().toString());
        json.writeNumberField("version", verdict.contract().version());
        json.writeNumberField("rows", verdict.rows());
        json.writeNumberField("accepted", verdict.accepted());
        refusal("refusal", verdict.refusal());
        refusal("previousRefusal", verdict.previousRefusal());
        Applied applied = verdict.applied();
        json.writeArrayFieldStart("contested");
        for (Applied.Contested each : applied.contested()) {
            json.writeStartObject();
            json.writeNumberField("firstLine", each.firstLine());
            json.writeNumberField("line", each.line());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (compared && verdict.refusal().isEmpty() && verdict.previousRefusal().isEmpty()) {
            json.writeNumberField("added", applied.added());
            json.writeNumberField("changed", applied.changed());
            json.writeNumberField("withdrawn", applied.withdrawn());
            json.writeNumberField("unchanged", applied.unchanged());
            json.writeNumberField("stale", applied.stale());
            json.writeNumberField("heldWithdrawals", applied.heldWithdrawals());
            json.writeBooleanField("held", applied.held());
        }
    }

    private void refusal(String name, Optional<Refusal> refusal) throws IOException {
        if (refusal.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeStringField("rule", refusal.get().rule());
        json.writeStringField("place", refusal.get().place());
        json.writeStringField("fix", refusal.get().fix());
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.close();
        out.println();
    }
}
