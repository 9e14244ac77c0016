package org.casualtyledger.api.verification;

import java.util.Optional;
import org.casualtyledger.api.commands.Recorded;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PersonId;

/** One judgement as the events after it leave it. */
sealed interface JudgementState {
    /** No judgement stands there. */
    record Absent() implements JudgementState {}

    /** It counts. */
    record Standing(Author author) implements JudgementState {}

    /** It waits for a second reader. */
    record Pending(Author author) implements JudgementState {}

    /** A second reader approved it. */
    record Approved(Author author, long at) implements JudgementState {}

    /** The same organisation has judged the same anew. */
    record Superseded(Author author, long by) implements JudgementState {}

    /**
     * Who judged what.
     *
     * @param on the incident of which it was said
     */
    record Author(
            OrganisationId organisation,
            Optional<PersonId> person,
            IncidentId on,
            Class<? extends Judgement> kind) {

        static Author of(Recorded recorded, Judgement judgement) {
            return new Author(
                    recorded.by(), judgement.person(), judgement.incident(), kindOf(judgement));
        }

        /** A judgement replaces its organisation's earlier one of the same kind. */
        static Class<? extends Judgement> kindOf(Judgement judgement) {
            return judgement.getClass();
        }

        /**
         * Whether these are one and the same as far as anybody can tell: within an organisation two
         * people are told apart only where both are known.
         */
        boolean maybe(OrganisationId other, Optional<PersonId> otherPerson) {
            return organisation.equals(other)
                    && (person.isEmpty() || otherPerson.isEmpty() || person.equals(otherPerson));
        }
    }

    /** Whose it is; empty where there is none. */
    default Optional<Author> whose() {
        return switch (this) {
            case Absent _ -> Optional.empty();
            case Standing s -> Optional.of(s.author());
            case Pending p -> Optional.of(p.author());
            case Approved a -> Optional.of(a.author());
            case Superseded s -> Optional.of(s.author());
        };
    }
}
