package org.casualtyledger.projections.feed;

import java.time.Instant;

/**
 * How far the log reaches.
 *
 * @param size the number of events, which is the next position
 * @param at when the last one was recorded; the epoch for an empty log
 */
public record FeedHead(long size, Instant at) {}
