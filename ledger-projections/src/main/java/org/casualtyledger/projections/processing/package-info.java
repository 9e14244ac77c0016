/**
 * Runs projections over the feed in chunks: Axon's streaming processor, our token store, one
 * transaction a chunk.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.processing;
