package canbao.alert;

import canbao.model.Wording;
import java.time.Instant;

/**
 * Something that is wrong. Holds no personal data.
 *
 * @param subject what it is about, such as a feed; the same words for the same thing
 * @param owner who is to be asked: an office, never a person
 * @param since since when it is wrong
 * @param stage 0 at first; when it grows, those who were told are reminded
 */
public record Finding(AlertKind kind, String subject, String owner, Wording what, Instant since, int stage) {
    public Finding(AlertKind kind, String subject, String owner, Wording what, Instant since) {
        this(kind, subject, owner, what, since, 0);
    }

    Key key() {
        return new Key(kind, subject);
    }

    /** What there is one open alert of. */
    public record Key(AlertKind kind, String subject) {}
}
