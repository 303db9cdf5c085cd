package canbao.io.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The problems found in one or several files, collected so that one run of {@code ./hub check} shows them all. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public List<Problem> found() {
        return List.copyOf(found);
    }

    public boolean none() {
        return found.isEmpty();
    }

    /** Ends here when anything was found: what was read so far holds placeholders. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new Refused(found);
        }
    }

    /** A file that was refused, with everything that is wrong in it. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        public Refused(List<Problem> problems) {
            super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }
}
