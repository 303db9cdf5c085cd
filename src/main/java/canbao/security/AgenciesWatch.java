package canbao.security;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agencies as {@code config/agencies.yaml} and the secrets that it names say now, so that a key is added or revoked
 * without a restart. While the file is wrong, what it said before holds.
 */
public final class AgenciesWatch implements Supplier<AgencyKeys> {
    private static final Logger LOG = LoggerFactory.getLogger(AgenciesWatch.class);

    private final Path folder;
    private final Function<String, @Nullable String> environment;
    private volatile AgencyKeys current;
    private volatile String marks;

    /** @param current what was read at the start */
    public AgenciesWatch(Path folder, Function<String, @Nullable String> environment, AgencyKeys current) {
        this.folder = folder;
        this.environment = environment;
        this.current = current;
        this.marks = marks(current);
    }

    @Override
    public AgencyKeys get() {
        return current;
    }

    /** Reads the files again; throws {@link Problems.Refused} while they are wrong. False: come back after a pause. */
    public boolean step() {
        Problems problems = new Problems();
        AgencyKeys read;
        try {
            read = AgenciesFile.load(folder, environment, problems);
        } catch (RuntimeException e) {
            throw new Problems.Refused(List.of(new Problem(
                    "agencies.yaml",
                    "1",
                    "cannot be read; the keys that were read before go on holding",
                    "put it back, readable for the hub")));
        }
        problems.throwIfAny();
        current = read;
        String now = marks(read);
        if (!now.equals(marks)) {
            marks = now;
            LOG.atInfo()
                    .addKeyValue("agencies", read.agencies().size())
                    .addKeyValue("keys", read.keys().size())
                    .log("agencies.yaml has changed and holds now");
        }
        return false;
    }

    /** What tells one state of the file from another; secrets show in none of it. */
    private static String marks(AgencyKeys keys) {
        return keys.agencies() + " " + keys.keys();
    }
}
