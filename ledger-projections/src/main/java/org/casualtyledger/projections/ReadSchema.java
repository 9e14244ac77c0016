package org.casualtyledger.projections;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The schema {@code read}: what the read side keeps, all of it rebuilt from the log if need be.
 *
 * <p>Its queries name no schema: the connection's search path does. So whoever makes a pool for the
 * read side gives it this schema, and a replay folds with the same code into another one.
 */
public final class ReadSchema {
    public static final String NAME = "read";

    private ReadSchema() {}

    /** Brings it up to date; creates it at first. */
    public static void migrate(DataSource read) {
        Flyway.configure()
                .dataSource(read)
                .locations("classpath:db/read")
                .schemas(NAME)
                .load()
                .migrate();
    }
}
