package canbao.feed.format;

import java.nio.charset.Charset;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed on how a feed's batches are written. What a batch really is, is found out from its bytes.
 *
 * @param type the form that the agency usually sends; says what to offer, restricts nothing
 * @param charset of delimited text; null when it is to be found out
 * @param delimiter of delimited text; {@link #DETECT} when it is to be found out
 * @param accepts the forms that are taken; a ZIP's files are judged one by one
 */
public record Format(Type type, @Nullable Charset charset, char delimiter, SheetChoice sheets, Set<Form> accepts) {
    public static final char DETECT = '\0';

    public Format {
        accepts = Set.copyOf(accepts);
    }

    /** The forms that an agency may usually send. */
    public enum Type {
        CSV,
        XLSX,
        JSON,
        JSON_LINES
    }

    /** What bytes can turn out to be. */
    public enum Form {
        /** Delimited text of any delimiter. */
        CSV,
        XLSX,
        /** One object, an array of objects, or lines of objects. */
        JSON,
        /** An archive of the other forms. */
        ZIP;

        public static Set<Form> all() {
            return EnumSet.allOf(Form.class);
        }
    }
}
