package org.casualtyledger.api.attribution;

import org.casualtyledger.events.OrganisationId;

/** One statement as it was recorded. */
sealed interface StatementState {
    /** Nobody has recorded one under this id. */
    record Absent() implements StatementState {}

    record Standing(OrganisationId by) implements StatementState {}

    /** Its record was taken back, at this position. */
    record Retracted(OrganisationId by, long at) implements StatementState {}
}
