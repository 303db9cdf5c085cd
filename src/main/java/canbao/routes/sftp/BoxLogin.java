package canbao.routes.sftp;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who may sign in, and whose folder that is.
 *
 * @param feeds the second words of the agency's feeds: each is a folder
 * @param publicKeys lines as in {@code authorized_keys}
 * @param password whether a text is the password; never true when there is none
 */
public record BoxLogin(
        String user, String agency, Set<String> feeds, List<String> publicKeys, Predicate<String> password) {
    public BoxLogin {
        feeds = Set.copyOf(feeds);
        publicKeys = List.copyOf(publicKeys);
    }

    @Override
    public String toString() {
        return "BoxLogin[" + user + " of " + agency + "]";
    }
}
