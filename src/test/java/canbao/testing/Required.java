package canbao.testing;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;

/**
 * What a machine may lack. Tests that need it are skipped with the reason, so that everybody can run the others; where
 * {@code CANBAO_REQUIRE_ALL=1} is set (environment, or system property), as before anything lands, its absence is a failure.
 */
public final class Required {
    private static final String ALL = "CANBAO_REQUIRE_ALL";

    private Required() {}

    /** Makes the thing, or skips the test saying what is missing. */
    public static <T> T orSkip(String what, Callable<T> thing) {
        try {
            return thing.call();
        } catch (Exception | LinkageError e) {
            if ("1".equals(System.getenv(ALL)) || "1".equals(System.getProperty(ALL))) {
                throw new IllegalStateException(what + " is required here and does not start", e);
            }
            Assumptions.abort(what + " does not start on this machine: " + e);
            throw new IllegalStateException(e);
        }
    }
}
