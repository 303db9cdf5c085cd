package planted.canbao.recon;

import java.time.Instant;
import java.util.function.Supplier;

public final class RefersToClock {
    private RefersToClock() {}

    static Supplier<Instant> clock() {
        return Instant::now;
    }
}
