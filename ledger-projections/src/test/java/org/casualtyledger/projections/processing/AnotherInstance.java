package org.casualtyledger.projections.processing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CountDownLatch;
import org.casualtyledger.projections.ReadSchema;

/**
 * A process that takes its part of the partitions until it is killed: the database's address, how
 * many partitions, its name.
 */
final class AnotherInstance {
    private AnotherInstance() {}

    public static void main(String[] args) throws InterruptedException {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(args[0]);
        database.setSchema(ReadSchema.NAME);
        SharedTables.instance(Integer.parseInt(args[1]), args[2], 16, database).start();
        new CountDownLatch(1).await();
    }
}
