package planted.canbao.runtime;

import org.apache.kafka.common.utils.Time;
import planted.canbao.console.Pages;
import planted.canbao.sim.SmsCentre;

/** The embedded broker may know Kafka; the runtime may import everything below it, and read the clock. */
public record EmbeddedKafka(Time time, Pages pages, SmsCentre centre) {
    static java.time.Instant started() {
        return java.time.Instant.now();
    }
}
