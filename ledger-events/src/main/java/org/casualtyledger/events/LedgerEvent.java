package org.casualtyledger.events;

/**
 * What an event says: the {@code data} of its leaf. Each has a stored type name and a version,
 * given by {@link EventCodec}.
 */
public sealed interface LedgerEvent
        permits ReportEvent, IncidentEvent, ResolutionEvent, RegistryEvent, PublicationEvent {}
