package org.casualtyledger.projections.processing;

import java.util.Optional;

/**
 * How a projection is.
 *
 * @param position of the last event applied, −1 before the first
 * @param lag events that the log holds beyond it
 * @param failed the event that stopped it
 */
public record ProjectionHealth(long position, long lag, Optional<Failure> failed) {}
