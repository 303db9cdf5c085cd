package canbao.sim.sms;

import canbao.sms.cmpp.CmppAccount.Login;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulated SMS centre as a process of its own; prints {@code ready PORT HTTPPORT} and runs until it is killed. */
@Command(name = "sms-centre", mixinStandardHelpOptions = true)
public final class SmsCentreMain implements Callable<Integer> {
    @Option(names = "--port", description = "CMPP port; 0 for any")
    private int port;

    @Option(names = "--http-port", description = "port of /handsets and /stats; 0 for any")
    private int httpPort;

    @Option(names = "--truth", required = true, description = "file that gets a line for each copy on a handset")
    private Path truth = Path.of("");

    @Option(names = "--delay", description = "milliseconds until a submit is answered")
    private int delay;

    @Option(names = "--faults", description = "JSON object of faults, such as {\"lost\":0.02}")
    private String faults = "{}";

    @Option(names = "--user")
    private String user = "canbao";

    @Option(names = "--secret")
    private String secret = "sim-secret";

    @Option(names = "--seed")
    private long seed = 1;

    private SmsCentreMain() {}

    public static void main(String[] arguments) {
        int exit = new CommandLine(new SmsCentreMain()).execute(arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    @Override
    public Integer call() {
        Vertx vertx = Vertx.vertx();
        JsonObject wanted = new JsonObject(faults);
        if (delay > 0) {
            wanted.put("responseMillis", delay);
        }
        SmsCentre centre = new SmsCentre(
                new SmsCentre.Settings(port, new Login(user, secret), seed),
                Handsets.onFile(truth),
                Faults.of(wanted),
                Clock.systemUTC());
        int cmppPort = centre.start(vertx);
        CentreWindow window = CentreWindow.open(vertx, centre, httpPort);
        System.out.println("ready " + cmppPort + " " + window.port());
        return 0;
    }
}
