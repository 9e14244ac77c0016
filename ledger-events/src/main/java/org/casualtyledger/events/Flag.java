package org.casualtyledger.events;

/**
 * Something odd that was accepted.
 *
 * @param code what is odd, for instance {@code bounds-swapped}
 * @param pointer where, as a JSON pointer (RFC 6901) into the event's data
 */
public record Flag(String code, String pointer) {}
