package planted.canbao.recon;

import java.time.Clock;

public record MakesClock(Clock clock) {
    MakesClock() {
        this(Clock.systemUTC());
    }
}
