package org.casualtyledger.events;

/**
 * Who takes part and signs by which key, which actors are known, and how is counted. Concerns every
 * theatre.
 */
public sealed interface RegistryEvent extends LedgerEvent
        permits OrganisationRegistered,
                ActorRegistered,
                MethodologyPublished,
                DefaultMethodologySet,
                KeyAdded,
                KeyRevoked {}
