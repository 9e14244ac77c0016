/**
 * Replays: the log folded from its first event into a schema of its own, beside the live one,
 * checked against what was signed, compared with what is live, and published in one step or
 * discarded.
 *
 * <p>The only slice that reads the feed itself: it is about the log as a whole.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.replays;
