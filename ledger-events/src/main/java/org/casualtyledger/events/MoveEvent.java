package org.casualtyledger.events;

/**
 * Moves reports between incidents, or a whole incident between theatres. Each is reversed by
 * another: nothing that was said of an incident is lost when its reports leave it. Recorded in the
 * theatre in which the incident that takes the reports lies from then on.
 */
public sealed interface MoveEvent extends IncidentEvent
        permits ReportsLinked, IncidentsMerged, IncidentSplit, IncidentRehomed {}
