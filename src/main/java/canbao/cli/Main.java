package canbao.cli;

import canbao.cli.audit.AuditCommand;
import canbao.cli.bench.BenchCommand;
import canbao.cli.demo.DemoCommand;
import canbao.cli.desk.AlertsCommand;
import canbao.cli.desk.CorrectionsCommand;
import canbao.cli.desk.HeldCommand;
import canbao.cli.desk.LeadCommand;
import canbao.cli.desk.PersonCommand;
import canbao.cli.desk.QuarantineCommand;
import canbao.cli.desk.ReplayCommand;
import canbao.cli.desk.WorkCommand;
import canbao.cli.feed.FeedCommand;
import canbao.cli.money.FundCommand;
import canbao.cli.money.ReconCommand;
import canbao.cli.policy.PolicyCommand;
import canbao.cli.receipt.ReceiptCommand;
import canbao.io.yaml.Problems;
import java.net.BindException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** Entry point of {@code ./hub}. */
@Command(
        name = "hub",
        header = "参保通 · Canbao Hub",
        description = "多部门数据汇聚、资助参保与缴费提醒 / agencies' changes in, enrolments and reminders out",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            CheckCommand.class,
            FeedCommand.class,
            SecretsCommand.class,
            AgencyCommand.class,
            PersonCommand.class,
            PolicyCommand.class,
            ReceiptCommand.class,
            AlertsCommand.class,
            HeldCommand.class,
            QuarantineCommand.class,
            ReplayCommand.class,
            CorrectionsCommand.class,
            LeadCommand.class,
            WorkCommand.class,
            FundCommand.class,
            ReconCommand.class,
            AuditCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class Main implements Callable<Integer> {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Every command, each of which says with {@code --help} how it is used. */
    static CommandLine commands() {
        return helpful(new CommandLine(new Main()));
    }

    private static CommandLine helpful(CommandLine line) {
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .type(boolean.class)
                            .arity("0")
                            .description("用法 / how it is used")
                            .build());
        }
        line.getSubcommands().values().forEach(Main::helpful);
        return line;
    }

    static int run(String... arguments) {
        CommandLine line = commands();
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Problems.Refused refused) {
                refused.problems().forEach(problem -> command.getErr().println(problem));
                return 2;
            }
            if (failure instanceof FolderLock.InUse) {
                command.getErr().println(failure.getMessage());
                return 1;
            }
            if (failure instanceof BindException) {
                command.getErr()
                        .println(
                                "端口被占用，请用 --port 或 hub.yaml 换一个 / the port is in use: choose another with --port or in hub.yaml");
                return 1;
            }
            failure.printStackTrace(command.getErr());
            return 1;
        });
        return line.execute(arguments);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 0;
    }
}
