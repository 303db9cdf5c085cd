package canbao.feed.format;

import java.util.List;
import java.util.Map;

/** Takes a file as it is, before any contract: for finding out what it holds. Throws {@link BatchStop} to end the reading. */
public interface RawSink {
    /** Begins a part: a sheet, a file of a ZIP, or the only one. {@code form} is never a ZIP. */
    void part(int part, Format.Form form);

    /** How a text is written; told after its rows. The charset is empty when everything is ASCII. */
    void text(String charset, char delimiter);

    /** A row of cells that is not blank, trailing blanks removed. Valid until the next one. */
    void row(int line, List<String> cells);

    /** A JSON object's scalar fields, in order; {@code arrays} are the names of fields that hold arrays. */
    void object(int line, Map<String, String> fields, List<String> arrays);
}
