package canbao.routes.table.agency;

import java.util.Locale;

/** In what PostgreSQL and MariaDB (or MySQL) differ. Times are texts of one form, in the pool area's time zone. */
public enum Dialect {
    POSTGRES,
    MARIADB;

    /** A name that the configuration's patterns have let through. */
    public String name(String name) {
        char quote = this == POSTGRES ? '"' : '`';
        return quote + name + quote;
    }

    /** {@code table} or {@code schema.table}. */
    public String table(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name(name) : name(name.substring(0, dot)) + "." + name(name.substring(dot + 1));
    }

    /** A time as {@code 2024-11-01T08:00:00.000000}. */
    public String timeText(String expression) {
        return this == POSTGRES
                ? "to_char(" + expression + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
                : "DATE_FORMAT(" + expression + ", '%Y-%m-%dT%H:%i:%s.%f')";
    }

    /** A parameter that is such a text, as a time. */
    public String time() {
        return this == POSTGRES ? "CAST(? AS timestamp)" : "CAST(? AS DATETIME(6))";
    }

    public String now() {
        return this == POSTGRES ? "clock_timestamp()" : "SYSDATE(6)";
    }

    public String setZone() {
        return this == POSTGRES ? "SET TIME ZONE 'Asia/Shanghai'" : "SET time_zone = '+08:00'";
    }

    /** What an update must add so that marking a row does not look like a change by the agency. */
    public String keep(String updated) {
        return this == POSTGRES ? "" : ", " + name(updated) + " = " + name(updated);
    }

    public String address(TableDatabase database) {
        String scheme = this == POSTGRES ? "postgresql" : "mariadb";
        return "jdbc:" + scheme + "://" + database.host() + ":" + database.port() + "/" + database.database();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
