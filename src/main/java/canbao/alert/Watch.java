package canbao.alert;

import canbao.alert.Finding.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at one part of the hub and says what is wrong there now; asked again and again. */
public interface Watch {
    /** The kinds of alerts that are this watch's alone. */
    Set<AlertKind> kinds();

    /** What it sees; nothing while it cannot see, which leaves every alert as it is. */
    Optional<View> look(Instant now);

    /**
     * What a watch sees: whatever is open of its kinds and in neither set is over.
     *
     * @param unsure alerts that stay as they are, open or not
     */
    record View(List<Finding> wrong, Set<Key> unsure) {
        public View {
            wrong = List.copyOf(wrong);
            unsure = Set.copyOf(unsure);
        }
    }
}
