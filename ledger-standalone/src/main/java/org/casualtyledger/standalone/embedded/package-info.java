/**
 * The ledger on a folder: who may use it, its PostgreSQL, and the process that serves it.
 *
 * <pre>
 * DIR/lock          held, as a file lock, for the life of the process that serves DIR
 * DIR/address       {"url", "key", "pid"} of that process; there only while it answers
 * DIR/VERSION       the PostgreSQL major whose files are in DIR/pg
 * DIR/pg            the cluster
 * DIR/pg-password   of the role `ledger`
 * DIR/log           what PostgreSQL and the server say
 * </pre>
 *
 * <p>Nothing here knows Spring: {@link org.casualtyledger.standalone.embedded.LedgerProcess} is the
 * seam.
 */
@NullMarked
package org.casualtyledger.standalone.embedded;

import org.jspecify.annotations.NullMarked;
