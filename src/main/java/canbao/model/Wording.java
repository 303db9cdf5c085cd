package canbao.model;

/** A text for people, in Chinese and in English. Holds no personal data. */
public record Wording(String zh, String en) {
    public Wording {
        if (zh.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("a wording needs both languages: '" + zh + "', '" + en + "'");
        }
    }
}
