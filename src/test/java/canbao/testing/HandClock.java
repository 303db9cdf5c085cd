package canbao.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when told to. */
public final class HandClock implements InstantSource {
    private volatile Instant now;

    public HandClock(Instant now) {
        this.now = now;
    }

    public synchronized void forward(Duration length) {
        now = now.plus(length);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
