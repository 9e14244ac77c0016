package org.casualtyledger.projections;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema {@code read}: what the read side keeps, all of it rebuilt from the log if need be. */
public final class ReadSchema {
    private ReadSchema() {}

    /** Brings it up to date; creates it at first. */
    public static void migrate(DataSource read) {
        Flyway.configure()
                .dataSource(read)
                .locations("classpath:db/read")
                .schemas("read")
                .load()
                .migrate();
    }
}
