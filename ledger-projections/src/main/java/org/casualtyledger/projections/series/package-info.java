/** Aggregate and cumulative reports: each organisation's own series, never part of a tally. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.series;
