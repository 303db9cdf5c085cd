package planted.canbao.cli;

import planted.canbao.runtime.EmbeddedKafka;

/** A command may import everything, print, and read the clock. */
public record Demo(EmbeddedKafka kafka) {
    void run() {
        System.err.println(java.time.LocalDate.now(java.time.ZoneOffset.UTC));
    }
}
