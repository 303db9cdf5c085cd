package canbao.io.yaml;

/**
 * Something wrong in a file that a person wrote.
 *
 * @param place line and key path, such as {@code 12: columns.certNo.type}
 * @param rule what is expected there
 * @param fix what to write instead
 */
public record Problem(String file, String place, String rule, String fix) {
    @Override
    public String toString() {
        return file + ":" + place + ": " + rule + "; " + fix;
    }
}
