/**
 * {@code ledger bench}: three paths of the ledger, each measured beside what bounds it, over the
 * same events, in turns, in one run. What it prints is {@code docs/PERFORMANCE.md}.
 *
 * <p>{@link org.casualtyledger.standalone.bench.ReceiptWork}, {@link
 * org.casualtyledger.standalone.bench.ImportWork} and {@link
 * org.casualtyledger.standalone.bench.ReplayWork} each hold one pair of sides, and say exactly what
 * is compared.
 */
@NullMarked
package org.casualtyledger.standalone.bench;

import org.jspecify.annotations.NullMarked;
