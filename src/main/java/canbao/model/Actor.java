package canbao.model;

/** Who did something: an agency's key, a person signed in, or a part of the hub itself. Never a resident. */
public record Actor(Kind kind, String name) {
    public enum Kind {
        AGENCY,
        STAFF,
        HUB
    }

    public static Actor agency(String agency) {
        return new Actor(Kind.AGENCY, agency);
    }

    public static Actor staff(String account) {
        return new Actor(Kind.STAFF, account);
    }

    public static Actor hub(String part) {
        return new Actor(Kind.HUB, part);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
    }
}
