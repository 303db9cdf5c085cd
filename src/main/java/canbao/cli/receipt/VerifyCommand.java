package canbao.cli.receipt;

import canbao.crypto.Sm3Stream;
import canbao.feed.receipt.Finding;
import canbao.feed.receipt.ReceiptCheck;
import canbao.feed.receipt.ReceiptCheck.Outcome;
import canbao.feed.receipt.ReceiptCheck.Sent;
import canbao.feed.receipt.ReceiptKeys;
import canbao.io.yaml.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies a receipt without asking anybody: needs the file, and the keys that the hub publishes. */
@Command(
        name = "verify",
        description = "离线核验回执（JSON 或 XLSX）：签名、密钥当时是否有效，是不是所送的那份文件；0 真，1 不真 / verify a receipt offline: its"
                + " signature, whether the key was valid then, whether it is for the file that was sent; exits 0 or 1")
final class VerifyCommand implements Callable<Integer> {
    private static final int LARGEST = 256 << 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "回执文件 / the receipt")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--keys",
            description = "公钥清单：枢纽的 /receipt-keys.json 或 config/receipt-keys.yaml / the keys, as published or"
                    + " configured (${DEFAULT-VALUE})")
    private Path keys = Path.of("config/receipt-keys.yaml");

    @Option(names = "--batch", description = "当时所送的文件，比对 SM3 / the file that was sent, to compare its SM3")
    private @Nullable Path batch;

    @Option(names = "--json", description = "结果写成 JSON / the outcome as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Problems problems = new Problems();
        ReceiptKeys known = ReceiptKeys.load(readable(keys), keys.getFileName().toString(), problems);
        problems.throwIfAny();
        if (Files.size(readable(file)) > LARGEST) {
            throw new ParameterException(spec.commandLine(), file + " 太大，不是回执 / is too large for a receipt");
        }
        Optional<Sent> sent = batch == null ? Optional.empty() : Optional.of(sent(readable(batch)));
        Outcome outcome = ReceiptCheck.of(Files.readAllBytes(file), known, sent);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(outcome).encode());
        } else {
            print(outcome, out);
        }
        out.flush();
        return outcome.good() ? 0 : 1;
    }

    private static void print(Outcome outcome, PrintWriter out) {
        outcome.says().forEach(line -> out.println("  " + line));
        for (Finding finding : outcome.findings()) {
            out.println((finding.good() ? "✓ " : "✗ ") + finding.says().zh() + " / "
                    + finding.says().en());
        }
        out.println(outcome.good() ? "回执真实有效 / the receipt is genuine" : "回执不可采信 / the receipt does not hold");
    }

    private static JsonObject json(Outcome outcome) {
        JsonArray findings = new JsonArray();
        for (Finding finding : outcome.findings()) {
            findings.add(new JsonObject()
                    .put("good", finding.good())
                    .put("rule", finding.rule())
                    .put("zh", finding.says().zh())
                    .put("en", finding.says().en()));
        }
        return new JsonObject().put("good", outcome.good()).put("findings", findings);
    }

    private static Sent sent(Path file) throws IOException {
        Sm3Stream digest = new Sm3Stream();
        long bytes = 0;
        byte[] piece = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                digest.update(piece, 0, n);
                bytes += n;
            }
        }
        return new Sent(bytes, digest.hex());
    }

    private Path readable(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new ParameterException(spec.commandLine(), "没有文件 / there is no file " + path);
        }
        return path;
    }
}
