package org.casualtyledger.events;

import java.util.Optional;
import org.casualtyledger.events.signature.Ed25519Key;
import org.casualtyledger.events.signature.Ed25519Signature;
import org.casualtyledger.events.signature.EventSignature;
import org.casualtyledger.events.signature.KeyId;

/**
 * An organisation signs its reports by this key too from now on.
 *
 * @param keyId of the key; {@link Ed25519Key#id()} says which that must be
 * @param possession the key's own signature over {@link
 *     org.casualtyledger.events.signature.Covered#keyAdded}: whoever asks holds it
 * @param endorsement the same signed by an earlier key of the organisation; only its first key has
 *     none
 */
public record KeyAdded(
        OrganisationId organisation,
        KeyId keyId,
        Ed25519Key key,
        Ed25519Signature possession,
        Optional<EventSignature> endorsement)
        implements RegistryEvent {}
