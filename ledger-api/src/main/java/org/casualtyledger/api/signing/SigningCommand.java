package org.casualtyledger.api.signing;

import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.OrganisationId;

/** What an organisation asks of its signing keys. */
sealed interface SigningCommand {
    OrganisationId organisation();

    /**
     * @param event as it would stand
     */
    record AddKey(KeyAdded event) implements SigningCommand {
        @Override
        public OrganisationId organisation() {
            return event.organisation();
        }
    }

    record RevokeKey(KeyRevoked event) implements SigningCommand {
        @Override
        public OrganisationId organisation() {
            return event.organisation();
        }
    }
}
