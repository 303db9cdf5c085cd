package canbao.feed.change;

/** One difference between two versions of a contract, as the agency that sends under the older one would feel it. */
public sealed interface Change {
    /** Part of a contract that may be added or removed. */
    enum Part {
        COLUMN,
        HEADER,
        CODE,
        RULE
    }

    /** What was sent under the older version may be refused, lost or mean something else under the newer one. */
    boolean breaking();

    /** One short English sentence; names no value that an agency sent. */
    String words();

    /**
     * Something new.
     *
     * @param demanded everybody must send it, or keep to it
     */
    record Added(Part part, String name, boolean demanded) implements Change {
        @Override
        public boolean breaking() {
            return demanded;
        }

        @Override
        public String words() {
            return Change.words(part) + " " + name + " added" + (demanded ? ", and is demanded" : "");
        }
    }

    /** Something gone. */
    record Removed(Part part, String name) implements Change {
        @Override
        public boolean breaking() {
            return part != Part.RULE;
        }

        @Override
        public String words() {
            return Change.words(part) + " " + name + " removed";
        }
    }

    /** Less is allowed than before. */
    record Tightened(String what, String from, String to) implements Change {
        @Override
        public boolean breaking() {
            return true;
        }

        @Override
        public String words() {
            return what + " tightened from " + from + " to " + to;
        }
    }

    /** More is allowed than before. */
    record Loosened(String what, String from, String to) implements Change {
        @Override
        public boolean breaking() {
            return false;
        }

        @Override
        public String words() {
            return what + " loosened from " + from + " to " + to;
        }
    }

    /** Rows mean something else. */
    record Replaced(String what, String from, String to) implements Change {
        @Override
        public boolean breaking() {
            return true;
        }

        @Override
        public String words() {
            return what + " changed from " + from + " to " + to;
        }
    }

    private static String words(Part part) {
        return switch (part) {
            case COLUMN -> "column";
            case HEADER -> "header";
            case CODE -> "code";
            case RULE -> "rule";
        };
    }
}
