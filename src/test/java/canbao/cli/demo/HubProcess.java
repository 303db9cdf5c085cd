package canbao.cli.demo;

import canbao.cli.ServeCommand;
import canbao.runtime.Hub;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** A hub as {@code ./hub serve} runs it, at another time of the calendar: arguments are the config folder and an offset. */
public final class HubProcess {
    private HubProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Clock clock =
                Clock.offset(Clock.system(ZoneId.of("Asia/Shanghai")), Duration.ofMillis(Long.parseLong(arguments[1])));
        Hub hub = ServeCommand.prepare(Path.of(arguments[0]), clock);
        hub.start(Path.of("routes"), Optional.empty());
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
