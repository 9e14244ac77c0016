package org.casualtyledger.edge.observe;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;

/** Connections to PostgreSQL by pool; two pools of one name are shown as one. */
final class PoolGauges implements Gauges {
    private final List<DataSource> databases;

    PoolGauges(List<DataSource> databases) {
        this.databases = List.copyOf(databases);
    }

    @Override
    public String source() {
        return "pools";
    }

    @Override
    public List<Reading> read() {
        List<Reading> readings = new ArrayList<>();
        add(readings, "active", HikariPoolMXBean::getActiveConnections);
        add(readings, "idle", HikariPoolMXBean::getIdleConnections);
        sums(pool -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection())
                .forEach(
                        (pool, sum) ->
                                readings.add(
                                        new Reading(
                                                "ledger.pool.waiting",
                                                "Who waits for a connection",
                                                Map.of("pool", pool),
                                                sum)));
        sums(HikariDataSource::getMaximumPoolSize)
                .forEach(
                        (pool, sum) ->
                                readings.add(
                                        new Reading(
                                                "ledger.pool.max",
                                                "Connections at most",
                                                Map.of("pool", pool),
                                                sum)));
        return readings;
    }

    private void add(List<Reading> readings, String state, ToIntFunction<HikariPoolMXBean> number) {
        sums(pool -> number.applyAsInt(pool.getHikariPoolMXBean()))
                .forEach(
                        (pool, sum) ->
                                readings.add(
                                        new Reading(
                                                "ledger.pool.connections",
                                                "Connections to PostgreSQL",
                                                Map.of("pool", pool, "state", state),
                                                sum)));
    }

    private Map<String, Integer> sums(ToIntFunction<HikariDataSource> number) {
        Map<String, Integer> sums = new TreeMap<>();
        for (DataSource database : databases) {
            HikariDataSource pool = pool(database);
            // One that nobody has asked for a connection yet has no pool either.
            if (pool != null && pool.getHikariPoolMXBean() != null) {
                sums.merge(pool.getPoolName(), number.applyAsInt(pool), Integer::sum);
            }
        }
        return sums;
    }

    private static @org.jspecify.annotations.Nullable HikariDataSource pool(DataSource database) {
        try {
            return database.isWrapperFor(HikariDataSource.class)
                    ? database.unwrap(HikariDataSource.class)
                    : null;
        } catch (SQLException e) {
            return null; // not one of ours
        }
    }
}
