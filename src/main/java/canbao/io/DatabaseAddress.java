package canbao.io;

/** Where PostgreSQL is. The password never shows in {@code toString}. */
public record DatabaseAddress(String host, int port, String database, String user, String password) {
    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + database + " as " + user;
    }
}
