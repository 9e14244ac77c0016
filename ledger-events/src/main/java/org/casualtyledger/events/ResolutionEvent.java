package org.casualtyledger.events;

/**
 * What a stated name stands for, from this position on. No earlier answer changes: resolution is a
 * dimension with a history of its own.
 */
public sealed interface ResolutionEvent extends LedgerEvent
        permits GazetteerAdopted, PlaceResolved, ActorResolved {}
