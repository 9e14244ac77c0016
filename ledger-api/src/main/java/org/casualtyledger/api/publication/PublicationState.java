package org.casualtyledger.api.publication;

import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/** What the log says of that which a command is about. */
sealed interface PublicationState {
    /**
     * What is to be published.
     *
     * @param standsAt where it was published already
     * @param ours whether this log signed the checkpoint of its receipt
     */
    record Publishing(OptionalLong standsAt, boolean ours) implements PublicationState {}

    /**
     * What is to be challenged.
     *
     * @param subject empty where it is unknown; a report by its own id, where an alias was named
     * @param challenges so far
     */
    record Subject(Optional<Known> subject, int challenges) implements PublicationState {
        /**
         * @param by whose number or report it is
         */
        record Known(Challenged about, OrganisationId by, TheatreId theatre) {}
    }

    /**
     * A challenge that is to be answered.
     *
     * @param challenged whose number or report it is about; empty for a challenge that nobody
     *     raised
     * @param answers so far
     */
    record Raised(Optional<Subject.Known> challenged, int answers) implements PublicationState {}
}
