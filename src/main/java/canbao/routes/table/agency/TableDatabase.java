package canbao.routes.table.agency;

import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where an agency's exchange database is. Fields, never a connection text: such a text can switch on what reads our files.
 *
 * @param tls whether the connection is encrypted and the server's certificate verified
 */
public record TableDatabase(
        Dialect kind, String host, int port, String database, String user, String password, boolean tls) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}");

    /** Throws {@link IllegalArgumentException} when host, port or database could be more than that. */
    public TableDatabase {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("host must be a host's name or IPv4 address");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be from 1 to 65535");
        }
        if (!NAME.matcher(database).matches()) {
            throw new IllegalArgumentException("database must be letters, digits, _ and -");
        }
    }

    /** What the driver needs; holds the password. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        if (kind == Dialect.POSTGRES) {
            properties.setProperty("connectTimeout", "10");
            properties.setProperty("socketTimeout", "300");
            // Keys of any type are compared with texts; details of errors hold rows.
            properties.setProperty("stringtype", "unspecified");
            properties.setProperty("logServerErrorDetail", "false");
            properties.setProperty("sslmode", tls ? "verify-full" : "prefer");
        } else {
            properties.setProperty("connectTimeout", "10000");
            properties.setProperty("socketTimeout", "300000");
            properties.setProperty("allowLocalInfile", "false");
            properties.setProperty("allowMultiQueries", "false");
            properties.setProperty("sslMode", tls ? "verify-full" : "disable");
        }
        return properties;
    }

    @Override
    public String toString() {
        return kind + " " + host + ":" + port + "/" + database + " as " + user;
    }
}
