/**
 * {@code ledger bench}: paths of the ledger, each measured beside what bounds it, over the same
 * events, in turns, in one run. What it prints is {@code docs/PERFORMANCE.md}.
 *
 * <p>{@link org.casualtyledger.standalone.bench.ReceiptWork}, {@link
 * org.casualtyledger.standalone.bench.ImportWork}, {@link
 * org.casualtyledger.standalone.bench.QueryWork}, {@link
 * org.casualtyledger.standalone.bench.VisibleWork} and {@link
 * org.casualtyledger.standalone.bench.ReplayWork} each hold the sides of one work, and say exactly
 * what is compared. {@link org.casualtyledger.standalone.bench.StockReceipts} and {@link
 * org.casualtyledger.standalone.bench.StockTallies} are what a user of Axon Framework would have
 * without us.
 */
@NullMarked
package org.casualtyledger.standalone.bench;

import org.jspecify.annotations.NullMarked;
