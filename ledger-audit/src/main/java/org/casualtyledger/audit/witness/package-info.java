/**
 * A witness of other people's logs (C2SP tlog-witness): it remembers the largest tree of each that
 * it has seen, cosigns only what follows from that, and so makes two histories of one log
 * impossible to show to two readers.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.audit.witness;
