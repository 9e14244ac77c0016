package org.casualtyledger.standalone.embedded;

import java.nio.file.Path;

/**
 * What a server in this process is told.
 *
 * @param jdbcUrl of the embedded PostgreSQL, with a database of its own; names no user
 * @param address to listen on
 * @param port to listen on; 0 takes a free one
 * @param data the folder, for what the server keeps beside the database
 * @param localKey an operator key, new at every start: whoever may read {@code DIR/address} holds
 *     it
 * @param publicTallies whether tallies may be read without a key
 */
public record ServerSettings(
        String jdbcUrl,
        String user,
        String password,
        String address,
        int port,
        Path data,
        String localKey,
        boolean publicTallies) {

    /** Keys never reach a log. */
    @Override
    public String toString() {
        return "ServerSettings[" + jdbcUrl + ", " + address + ":" + port + ", " + data + "]";
    }
}
