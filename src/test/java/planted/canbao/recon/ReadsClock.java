package planted.canbao.recon;

import java.time.Instant;

public final class ReadsClock {
    private ReadsClock() {}

    static Instant at() {
        return Instant.now();
    }
}
