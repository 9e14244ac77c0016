/**
 * The read side: a feed of events, processed in chunks into tallies and series, and read over HTTP.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections;
