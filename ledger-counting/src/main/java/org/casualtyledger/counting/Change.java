package org.casualtyledger.counting;

/** What one event did to one incident. */
public record Change(IncidentState before, IncidentState after) {}
