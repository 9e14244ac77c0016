/**
 * Tallies: the journal of postings, their sums, the incident versions behind them, and the answers
 * to questions about them.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.tallies;
