package canbao.cli.receipt;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What concerns receipts. */
@Command(
        name = "receipt",
        description = "回执：离线核验、签名密钥 / receipts: verify one offline, make a key that signs them",
        subcommands = {VerifyCommand.class, KeyCommand.class})
public final class ReceiptCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
