package canbao.feed.quarantine;

import canbao.feed.Inbox;
import canbao.feed.InboxStore.Stored;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.contract.RepairContract;
import canbao.feed.read.FeedReader;
import canbao.feed.read.VersionFit;
import canbao.identity.CertificateKeys;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads corrected rows as the loop will, before they are sent. */
final class RepairCheck {
    private final ContractCatalogue contracts;
    private final CertificateKeys keys;

    RepairCheck(ContractCatalogue contracts, CertificateKeys keys) {
        this.contracts = contracts;
        this.keys = keys;
    }

    /** Why a row would be rejected. */
    record Bad(String field, String masked, String rule, String fix) {}

    /** The lines (from 0) that would be rejected; all of them when they would be refused as a whole. */
    Map<Integer, Bad> bad(Stored repaired, List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        List<Contract> versions = contracts.versions(repaired.feed()).stream()
                .map(RepairContract::of)
                .toList();
        Contract contract = VersionFit.of(versions, () -> new ByteArrayInputStream(bytes));
        FeedReader reader = new FeedReader(contract, keys, LocalDate.ofInstant(repaired.asOf(), Inbox.ZONE));
        List<RowResult> results = new ArrayList<>();
        Optional<Refusal> refusal = reader.read(new ByteArrayInputStream(bytes), results::add);
        Map<Integer, Bad> bad = new HashMap<>();
        Set<Integer> read = new HashSet<>();
        for (RowResult result : results) {
            read.add(result.line() - 1);
            if (result instanceof Rejection rejection) {
                bad.put(
                        rejection.line() - 1,
                        new Bad(rejection.field(), rejection.maskedValue(), rejection.rule(), rejection.fix()));
            }
        }
        for (int line = 0; line < lines.size(); line++) {
            if (refusal.isPresent()) {
                bad.put(
                        line,
                        new Bad("", "", refusal.get().rule(), refusal.get().fix()));
            } else if (!read.contains(line)) {
                bad.put(line, new Bad("", "", "EMPTY", "该行没有内容 / the row is empty"));
            }
        }
        return bad;
    }
}
