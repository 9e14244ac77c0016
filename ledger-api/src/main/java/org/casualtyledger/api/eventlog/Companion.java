package org.casualtyledger.api.eventlog;

/**
 * A row that a slice wants written in the same transaction as its events.
 *
 * @param event the index within the append of the event that the row belongs to
 */
public record Companion<R>(CompanionTable<R> table, int event, R row) {}
