package org.casualtyledger.projections.replays;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema {@code replays}: which replays there are and were. It never changes places. */
final class ReplaysSchema {
    private ReplaysSchema() {}

    /** Brings it up to date; creates it at first. */
    static void migrate(DataSource read) {
        Flyway.configure()
                .dataSource(read)
                .locations("classpath:db/replays")
                .schemas("replays")
                .load()
                .migrate();
    }
}
