package org.casualtyledger.events.signature;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.OrganisationId;

/**
 * The keys of one organisation at one position of the log, and the rules of them: the first comes
 * with a proof of possession, each later one with the signature of an earlier one that is not
 * revoked; none comes twice, not even after it was revoked. Where all are revoked, nobody can add
 * another: else whoever runs the ledger could revoke an organisation's keys and put its own in
 * their place.
 *
 * @param origin the log's name
 * @param keys in the order in which they were added
 */
public record KeyRing(String origin, OrganisationId organisation, Map<KeyId, Held> keys) {
    public KeyRing {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** A key, and whether it was taken back. */
    public record Held(Ed25519Key key, Optional<KeyId> endorsedBy, boolean revoked) {}

    public static KeyRing empty(String origin, OrganisationId organisation) {
        return new KeyRing(origin, organisation, Map.of());
    }

    /** What is wrong with a signature of one of these keys over this; empty for nothing. */
    public Optional<SignatureFault> check(EventSignature signature, Covered covered) {
        Held held = keys.get(signature.key());
        if (held == null) {
            return Optional.of(SignatureFault.UNKNOWN_KEY);
        }
        if (held.revoked()) {
            return Optional.of(SignatureFault.REVOKED_KEY);
        }
        return held.key().verifies(covered.bytes(), signature.value())
                ? Optional.empty()
                : Optional.of(SignatureFault.BAD_SIGNATURE);
    }

    /** What is wrong with a key that is to be added; empty for nothing. */
    public Optional<SignatureFault> check(KeyAdded added) {
        if (!added.organisation().equals(organisation)) {
            return Optional.of(SignatureFault.OTHER_ORGANISATION);
        }
        if (!added.keyId().equals(added.key().id())) {
            return Optional.of(SignatureFault.OTHER_KEY_ID);
        }
        if (keys.containsKey(added.keyId())) {
            return Optional.of(SignatureFault.KEY_KNOWN);
        }
        Covered covered = Covered.keyAdded(origin, organisation, added.key());
        if (!added.key().verifies(covered.bytes(), added.possession())) {
            return Optional.of(SignatureFault.BAD_POSSESSION);
        }
        if (keys.isEmpty()) {
            return added.endorsement().map(_ -> SignatureFault.NOTHING_TO_ENDORSE);
        }
        return added.endorsement().isEmpty()
                ? Optional.of(SignatureFault.NOT_ENDORSED)
                : check(added.endorsement().get(), covered);
    }

    /** What is wrong with a key's revocation; empty for nothing. */
    public Optional<SignatureFault> check(KeyRevoked revoked) {
        if (!revoked.organisation().equals(organisation)) {
            return Optional.of(SignatureFault.OTHER_ORGANISATION);
        }
        Held held = keys.get(revoked.keyId());
        if (held == null) {
            return Optional.of(SignatureFault.UNKNOWN_KEY);
        }
        return held.revoked() ? Optional.of(SignatureFault.REVOKED_KEY) : Optional.empty();
    }

    /** The keys after an event; an event that breaks the rules changes nothing. */
    public KeyRing after(KeyAdded added) {
        return check(added).isPresent()
                ? this
                : with(
                        added.keyId(),
                        new Held(added.key(), added.endorsement().map(EventSignature::key), false));
    }

    /** The keys after an event; an event that breaks the rules changes nothing. */
    public KeyRing after(KeyRevoked revoked) {
        if (check(revoked).isPresent()) {
            return this;
        }
        Held held = java.util.Objects.requireNonNull(keys.get(revoked.keyId()));
        return with(revoked.keyId(), new Held(held.key(), held.endorsedBy(), true));
    }

    private KeyRing with(KeyId id, Held held) {
        Map<KeyId, Held> more = new LinkedHashMap<>(keys);
        more.put(id, held);
        return new KeyRing(origin, organisation, more);
    }
}
