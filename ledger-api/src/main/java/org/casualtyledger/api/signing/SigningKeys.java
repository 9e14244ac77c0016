package org.casualtyledger.api.signing;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.commands.OrganisationKeys;
import org.casualtyledger.api.commands.Ruling;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.api.signing.SigningCommand.AddKey;
import org.casualtyledger.api.signing.SigningCommand.RevokeKey;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/**
 * Carries out what organisations ask of their signing keys: reads them from the log, decides, and
 * appends on the condition that nothing has come to them since.
 */
final class SigningKeys {
    private final EventLog log;
    private final OrganisationKeys keys;
    private final Rulings rulings;

    SigningKeys(EventLog log, OrganisationKeys keys, Rulings rulings) {
        this.log = log;
        this.keys = keys;
        this.rulings = rulings;
    }

    /** An organisation speaks of its own keys alone. */
    Rulings.Standing carryOut(SigningCommand command, Optional<Idempotency> idempotency) {
        return rulings.carryOut(command.organisation(), idempotency, () -> decide(command));
    }

    OrganisationKeys.Keys read(OrganisationId organisation) {
        return keys.read(organisation);
    }

    boolean isRegistered(OrganisationId organisation) {
        return !log.readMatching(
                        List.of(Criterion.tagged(EventTags.organisation(organisation))), 0, 1)
                .events()
                .isEmpty();
    }

    private Ruling decide(SigningCommand command) {
        OrganisationKeys.Keys read = keys.read(command.organisation());
        return switch (SigningDecider.decide(command, read.ring())) {
            case SigningDecider.Decision.Refused(SigningRefusal refusal) ->
                    new Ruling.Refused(refusal.problem());
            case SigningDecider.Decision.SaidAlready _ ->
                    new Ruling.SaidAlready(saidAt(command, read.events()));
            case SigningDecider.Decision.Accepted accepted ->
                    new Ruling.Accepted(
                            TheatreId.NONE, accepted.event(), List.of(), List.of(read.unchanged()));
        };
    }

    private static long saidAt(SigningCommand command, List<StoredEvent> events) {
        return events.stream()
                .filter(stored -> says(stored, command))
                .mapToLong(StoredEvent::position)
                .findFirst()
                .orElseThrow();
    }

    private static boolean says(StoredEvent stored, SigningCommand command) {
        return switch (EventCodec.decode(stored.leaf()).event()) {
            case KeyAdded e ->
                    command instanceof AddKey(KeyAdded asked) && e.keyId().equals(asked.keyId());
            case KeyRevoked e ->
                    command instanceof RevokeKey(KeyRevoked asked)
                            && e.keyId().equals(asked.keyId());
            default -> false;
        };
    }
}
