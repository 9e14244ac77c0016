package org.casualtyledger.audit.published;

import java.util.Optional;
import org.casualtyledger.events.note.Checkpoint;

/**
 * A tree that a log must begin with.
 *
 * @param name how people know it
 * @param tiles the log that it was kept from, where that is at hand: it says which position differs
 */
public record Earlier(String name, Checkpoint tree, Optional<PublishedLog> tiles) {}
