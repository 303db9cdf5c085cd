package canbao.io;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * PostgreSQL: a vertx-pg-client pool for everything, and a pgjdbc connection for COPY. Waits for answers, so call it from
 * virtual-thread verticles or plain threads, never from an event loop.
 */
public final class Database implements AutoCloseable {
    private static final int BULK_CONNECTIONS = 8;
    // What is looked up by key is in memory: at the default of 4 a few thousand rows are found by reading the whole
    // table.
    private static final String PAGE_COST = "random_page_cost";
    private static final String IN_MEMORY = "1.1";

    private final DatabaseAddress address;
    private final Pool pool;
    private final HikariDataSource bulk;

    public Database(Vertx vertx, DatabaseAddress address, int connections) {
        this.address = address;
        PgConnectOptions connect = new PgConnectOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setDatabase(address.database())
                .setUser(address.user())
                .setPassword(address.password())
                .addProperty(PAGE_COST, IN_MEMORY)
                .setCachePreparedStatements(true);
        PoolOptions options = new PoolOptions()
                .setMaxSize(connections)
                .setConnectionTimeout(10)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        this.pool = PgBuilder.pool()
                .with(options)
                .connectingTo(connect)
                .using(vertx)
                .build();
        this.bulk = bulkPool(address);
    }

    /** Opened when first needed, so that a hub starts while PostgreSQL is away. */
    private static HikariDataSource bulkPool(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(BULK_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(TimeUnit.MINUTES.toMillis(1));
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(10));
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("binaryTransferEnable", "UUID_ARRAY");
        config.addDataSourceProperty("options", "-c " + PAGE_COST + "=" + IN_MEMORY);
        return new HikariDataSource(config);
    }

    /** Runs one statement in its own transaction. */
    public RowSet<Row> run(String sql, Tuple values) {
        return answer(pool.preparedQuery(sql).execute(values));
    }

    public RowSet<Row> run(String sql) {
        return answer(pool.query(sql).execute());
    }

    /** Runs one statement inside a transaction. */
    public static RowSet<Row> run(SqlConnection transaction, String sql, Tuple values) {
        return answer(transaction.preparedQuery(sql).execute(values));
    }

    /** Commits what the work did, or nothing when it throws. */
    public <T> T inTransaction(Function<SqlConnection, T> work) {
        SqlConnection connection = answer(pool.getConnection());
        try {
            Transaction transaction = answer(connection.begin());
            boolean committed = false;
            try {
                T result = work.apply(connection);
                answer(transaction.commit());
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    transaction.rollback().otherwiseEmpty().await();
                }
            }
        } finally {
            connection.close().otherwiseEmpty().await();
        }
    }

    public void inTransactionDo(Consumer<SqlConnection> work) {
        inTransaction(connection -> {
            work.accept(connection);
            return true;
        });
    }

    /** Commits what the work did by COPY and set statements, or nothing when it throws. */
    public <T> T inBulk(Function<Bulk, T> work) {
        try (Bulk transaction = bulk()) {
            T result = work.apply(transaction);
            transaction.commit();
            return result;
        }
    }

    public void inBulkDo(Consumer<Bulk> work) {
        inBulk(transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    /** A transaction for COPY and what must share it; close it after use. */
    public Bulk bulk() {
        try {
            return new Bulk(bulk.getConnection());
        } catch (SQLException e) {
            throw new BulkFailure("cannot connect to PostgreSQL at " + address, e);
        }
    }

    /** Waits; {@code await} would throw the network's checked exceptions through methods that do not declare them. */
    private static <T> T answer(Future<T> future) {
        try {
            return future.await();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new Unreachable(e);
        }
    }

    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        bulk.close();
        pool.close().otherwiseEmpty().await();
    }

    /** A statement on a bulk connection failed. */
    public static final class BulkFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final String UNIQUE_VIOLATION = "23505";

        public BulkFailure(String message, Throwable cause) {
            super(message, cause);
        }

        /** Whether somebody else made the same row first: the whole transaction may be tried again. */
        public boolean isConflict() {
            for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** PostgreSQL does not answer. */
    public static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable(Throwable cause) {
            super("PostgreSQL does not answer: " + cause.getMessage(), cause);
        }
    }
}
