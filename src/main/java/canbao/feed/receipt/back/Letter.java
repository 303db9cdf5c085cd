package canbao.feed.receipt.back;

import canbao.model.FeedId;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One document for an agency.
 *
 * @param name the name of the file that it had sent, or an empty text; its own word, never used to find a way
 * @param writing writes the document, as often as asked
 */
public record Letter(long batch, FeedId feed, String name, Content content, Writing writing) {
    /** What it is. */
    public enum Content {
        /** The first receipt, JSON. */
        RECEIPT(".receipt.json"),
        /** The second receipt with its list, JSON. */
        RESULT(".result.json"),
        /** The same as a workbook. */
        SHEET(".result.xlsx");

        private final String ending;

        Content(String ending) {
            this.ending = ending;
        }

        /** How the name of its file ends. */
        public String ending() {
            return ending;
        }
    }

    /** Writes a document to its end. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    @Override
    public String toString() {
        return "Letter[" + content + " of batch " + batch + "]";
    }
}
