package org.casualtyledger.events;

/** An organisation may take part from now on. Its keys and scopes are no events. */
public record OrganisationRegistered(OrganisationId organisation, String name)
        implements RegistryEvent {}
