package canbao.model;

import java.util.regex.Pattern;

/** One agency's one feed, written {@code agency/feed}: lower-case words joined by hyphens. */
public record FeedId(String agency, String feed) {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,40}");

    public FeedId {
        if (!WORD.matcher(agency).matches() || !WORD.matcher(feed).matches()) {
            throw new IllegalArgumentException(
                    "a feed is written agency/feed in lower-case words, not " + agency + "/" + feed);
        }
    }

    public static FeedId of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a feed is written agency/feed, not " + text);
        }
        return new FeedId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return agency + "/" + feed;
    }
}
