package org.casualtyledger.api.signing;

import java.util.Optional;
import org.casualtyledger.api.signing.SigningCommand.AddKey;
import org.casualtyledger.api.signing.SigningCommand.RevokeKey;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.signature.KeyRing;

/** The rules of signing keys, beside those that {@link KeyRing} has for everybody who reads. */
final class SigningDecider {
    /** Keys of one organisation, revoked ones among them: each costs every reader two checks. */
    static final int MOST_KEYS = 100;

    private SigningDecider() {}

    /** What a rule says. */
    sealed interface Decision {
        record Accepted(RegistryEvent event) implements Decision {}

        /** It is so already. */
        record SaidAlready() implements Decision {}

        record Refused(SigningRefusal refusal) implements Decision {}
    }

    static Decision decide(SigningCommand command, KeyRing ring) {
        return switch (command) {
            case AddKey c -> add(c, ring);
            case RevokeKey c -> revoke(c, ring);
        };
    }

    private static Decision add(AddKey c, KeyRing ring) {
        KeyRing.Held held = ring.keys().get(c.event().keyId());
        if (held != null && !held.revoked()) {
            return new Decision.SaidAlready();
        }
        if (ring.keys().size() >= MOST_KEYS) {
            return new Decision.Refused(new SigningRefusal.TooManyKeys());
        }
        return ring.check(c.event())
                .<Decision>map(
                        fault ->
                                new Decision.Refused(
                                        new SigningRefusal.NotAdded(
                                                fault, c.event(), ring.origin())))
                .orElseGet(() -> new Decision.Accepted(c.event()));
    }

    private static Decision revoke(RevokeKey c, KeyRing ring) {
        KeyRing.Held held = ring.keys().get(c.event().keyId());
        if (held != null && held.revoked()) {
            return new Decision.SaidAlready();
        }
        Optional<Decision> refused =
                ring.check(c.event())
                        .map(_ -> new Decision.Refused(new SigningRefusal.NoSuchKey()));
        return refused.orElseGet(() -> new Decision.Accepted(c.event()));
    }
}
