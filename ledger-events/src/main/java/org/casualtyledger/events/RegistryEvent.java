package org.casualtyledger.events;

/** Who takes part, which actors are known, and how is counted. Concerns every theatre. */
public sealed interface RegistryEvent extends LedgerEvent
        permits OrganisationRegistered,
                ActorRegistered,
                MethodologyPublished,
                DefaultMethodologySet {}
