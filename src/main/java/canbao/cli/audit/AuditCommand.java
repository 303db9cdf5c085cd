package canbao.cli.audit;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What proves that nobody changed the books behind the hub's back. */
@Command(
        name = "audit",
        description = "核验账簿与审计记录 / verify the ledger and the audit trail",
        subcommands = VerifyCommand.class)
public final class AuditCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }
}
