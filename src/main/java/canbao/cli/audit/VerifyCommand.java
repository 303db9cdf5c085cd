package canbao.cli.audit;

import canbao.audit.AuditStore;
import canbao.audit.ChainStore.Check;
import canbao.audit.Verification;
import canbao.audit.Verification.Noted;
import canbao.audit.Verification.Verified;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.io.yaml.Problems;
import canbao.ledger.proof.LinkedEntryStore;
import canbao.runtime.HubConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Walks every hash chain and recomputes each link from the rows it covers. Reads PostgreSQL alone; no hub needs to run. */
@Command(
        name = "verify",
        description = {
            "逐节核验账簿（entry）与审计（audit）的哈希链，只读；0 完好，1 有断链，2 未能核验 / recompute every link of the ledger's and the"
                    + " audit trail's hash chains; reads only; exits 0 when all are intact, 1 when one is broken, 2 when nothing was verified",
            "",
            "  ./hub audit verify --json > heads.json",
            "  ./hub audit verify --heads heads.json"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final long TOLD_EVERY = TimeUnit.SECONDS.toNanos(1);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Option(
            names = "--heads",
            paramLabel = "FILE",
            description =
                    "以前 --json 的输出：当时的链头还在，链没有被截短 / what --json printed earlier: its heads still stand, no chain was cut off")
    private @Nullable Path heads;

    @Option(names = "--json", description = "输出 JSON / print JSON")
    private boolean json;

    private long told = System.nanoTime();

    @Override
    public Integer call() {
        List<Noted> noted = heads == null ? List.of() : noted(heads);
        Problems problems = new Problems();
        DatabaseAddress address = HubConfig.load(config, problems).database();
        problems.throwIfAny();
        List<Verified> verified;
        try {
            verified = walk(address, noted);
        } catch (Database.Unreachable e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "连不上 PostgreSQL " + address + "，什么都没有核验：启动它，或改 hub.yaml 的 postgres / cannot reach PostgreSQL "
                            + address + ", nothing was verified: start it, or correct postgres in hub.yaml",
                    e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(VerifiedText.json(verified).encodePrettily());
        } else {
            VerifiedText.print(verified, out);
        }
        out.flush();
        return verified.stream().allMatch(one -> one.check() instanceof Check.Sound) ? 0 : 1;
    }

    private List<Verified> walk(DatabaseAddress address, List<Noted> noted) {
        Vertx vertx = Vertx.vertx();
        try (Database database = new Database(vertx, address, 2)) {
            return new Verification(
                            database,
                            Map.of("ledger", new LinkedEntryStore(database), "audit", AuditStore.rows(database)))
                    .walk(noted, this::tell);
        } finally {
            vertx.close().await();
        }
    }

    private void tell(String chain, long links, long of) {
        if (System.nanoTime() - told > TOLD_EVERY) {
            told = System.nanoTime();
            spec.commandLine()
                    .getErr()
                    .printf("核验 / verify  %s  %,d / %,d  %d %%%n", chain, links, of, links * 100 / Math.max(1, of));
            spec.commandLine().getErr().flush();
        }
    }

    private List<Noted> noted(Path file) {
        try {
            JsonArray chains = new JsonObject(Files.readString(file)).getJsonArray("chains");
            return chains.stream()
                    .map(JsonObject.class::cast)
                    .filter(one -> one.getString("head") != null)
                    .map(one -> new Noted(one.getString("chain"), one.getLong("links"), one.getString("head")))
                    .toList();
        } catch (IOException | DecodeException | ClassCastException | NullPointerException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--heads " + file + "：应是 audit verify --json 的输出 / must be what audit verify --json printed",
                    e);
        }
    }
}
