package canbao.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Processor time of this process (hub, driver and embedded broker together) and of one PostgreSQL server. Linux only. */
final class CpuMeter {
    private static final double TICKS_PER_SECOND = 100;
    private static final long SETTLE_NANOS = 200_000_000;

    private final long postmaster;

    CpuMeter(long postmaster) {
        this.postmaster = postmaster;
    }

    /** A moment, in seconds: of the wall clock, of this process, of the server. */
    record Reading(double wall, double own, double postgres) {
        Reading since(Reading earlier) {
            return new Reading(wall - earlier.wall, own - earlier.own, postgres - earlier.postgres);
        }

        Reading plus(Reading more) {
            return new Reading(wall + more.wall, own + more.own, postgres + more.postgres);
        }

        Reading half() {
            return new Reading(wall / 2, own / 2, postgres / 2);
        }

        double total() {
            return own + postgres;
        }
    }

    Reading read() {
        double wall = System.nanoTime() / 1e9;
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double own = system.getProcessCpuTime() / 1e9;
        // A backend that ends just now is in nobody's account for a moment.
        LockSupport.parkNanos(SETTLE_NANOS);
        return new Reading(wall, own, postgresTicks() / TICKS_PER_SECOND);
    }

    /** The postmaster's own time and that of its ended children, and the time of each living child. */
    private long postgresTicks() {
        long[] server = stat(postmaster);
        long ticks = server[1] + server[2] + server[3] + server[4];
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return ticks
                    + processes
                            .map(path -> path.getFileName().toString())
                            .filter(name -> name.chars().allMatch(Character::isDigit))
                            .map(name -> stat(Long.parseLong(name)))
                            .filter(child -> child[0] == postmaster)
                            .mapToLong(child -> child[1] + child[2] + child[3] + child[4])
                            .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list /proc", e);
        }
    }

    /** Parent, user, system, and both of waited-for children; zeros for a process that has just ended. */
    private static long[] stat(long process) {
        try {
            String text = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return new long[] {
                Long.parseLong(fields[1]),
                Long.parseLong(fields[11]),
                Long.parseLong(fields[12]),
                Long.parseLong(fields[13]),
                Long.parseLong(fields[14])
            };
        } catch (IOException e) {
            return new long[5];
        }
    }
}
