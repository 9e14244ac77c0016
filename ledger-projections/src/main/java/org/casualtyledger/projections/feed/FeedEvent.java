package org.casualtyledger.projections.feed;

/**
 * One event as the log stores it.
 *
 * @param leaf its leaf data; not to be changed
 */
public record FeedEvent(long position, byte[] leaf) {}
