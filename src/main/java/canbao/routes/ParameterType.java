package canbao.routes;

import java.util.regex.Pattern;

/** What may stand in a template's place. None of these can hold a placeholder, an expression or a way out of a folder. */
enum ParameterType {
    NAME("[a-z0-9][a-z0-9.-]{0,62}", "a name from hub.yaml, such as education.folder", "x"),
    FEED("[a-z][a-z0-9-]{0,40}/[a-z][a-z0-9-]{0,40}", "agency/feed in lower-case words", "x/y"),
    FOLDER(
            "[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*(/[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*)*",
            "folders joined by /, such as out/lists",
            "x"),
    FILES("[\\p{L}\\p{N}*?._, -]{1,200}", "names with * and ?, separated by commas, such as *.csv, *.xlsx", "x"),
    DURATION(
            "P(?=[\\dT])(\\d{1,4}D)?(T(?=\\d)(\\d{1,4}H)?(\\d{1,4}M)?(\\d{1,5}([.]\\d{1,3})?S)?)?",
            "such as PT30S",
            "PT1S"),
    NUMBER("\\d{1,12}", "a whole number", "1"),
    COLUMN("[A-Za-z_][A-Za-z0-9_]{0,62}", "a column's name of letters, digits and _", "x"),
    COLUMNS(
            "[*]|[A-Za-z_][A-Za-z0-9_]{0,62}( *, *[A-Za-z_][A-Za-z0-9_]{0,62})*",
            "columns separated by commas, or * for all",
            "x"),
    TABLE("([A-Za-z_][A-Za-z0-9_]{0,62}[.])?[A-Za-z_][A-Za-z0-9_]{0,62}", "table or schema.table", "x"),
    PATH("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+|/", "a path such as /api/disabled", "/x"),
    WORD("[A-Za-z][A-Za-z0-9_-]{0,62}", "one word of letters, digits, - and _", "x");

    private final Pattern form;
    private final String says;
    private final String sample;

    ParameterType(String form, String says, String sample) {
        this.form = Pattern.compile(form);
        this.says = says;
        this.sample = sample;
    }

    boolean allows(String value) {
        return form.matcher(value).matches();
    }

    /** How a value is written. */
    String says() {
        return says;
    }

    /** A value with which a template can be tried. */
    String sample() {
        return sample;
    }
}
