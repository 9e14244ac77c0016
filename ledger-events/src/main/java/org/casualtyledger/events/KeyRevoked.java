package org.casualtyledger.events;

import org.casualtyledger.events.signature.KeyId;

/**
 * An organisation signs nothing by this key from now on. What it signed before stays signed: the
 * positions tell.
 */
public record KeyRevoked(OrganisationId organisation, KeyId keyId, RevocationReason reason)
        implements RegistryEvent {}
