package org.casualtyledger.edge;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells a database that does not answer from a fault of this program. */
final class Outages {
    /**
     * SQLSTATE classes that say something of the server or the way to it, and not of what it was
     * asked (PostgreSQL, appendix A): connection exception, insufficient resources, operator
     * intervention, system error.
     */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    private Outages() {}

    /** Whether a database that did not answer is among the causes. */
    static boolean isOutage(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException // no connection could be had
                    || cause instanceof SQLException e && isOutage(e)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }
}
