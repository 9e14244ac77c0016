package org.casualtyledger.api.audit;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The rows of the log as they are stored now, whoever wrote them. */
interface StoredLeaves {
    /** Rows of one page: 64 MiB where every leaf is as long as may be. */
    int PAGE = 1_000;

    /**
     * A row.
     *
     * @param leaf the bytes that are served
     * @param leafHash what the row says that their hash is
     */
    record Row(long position, byte[] leaf, byte[] leafHash) {}

    /**
     * The end of the log.
     *
     * @param root of the frontier that stands there
     * @param held why nothing may be appended
     */
    record End(long size, byte[] root, Optional<String> held) {}

    /** The rows at {@code from} and after, ascending, at most {@code limit}. */
    List<Row> read(long from, int limit) throws SQLException;

    End end() throws SQLException;
}
