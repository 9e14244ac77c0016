package org.casualtyledger.api.commands;

import java.util.Optional;
import java.util.function.Predicate;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.TheatreId;

/**
 * Who judges.
 *
 * @param person empty where the key names nobody, and so cannot tell a second reader
 * @param mayAssess where the key allows it
 */
public record Assessor(
        OrganisationId organisation, Optional<PersonId> person, Predicate<TheatreId> mayAssess) {

    static Assessor of(Caller caller) {
        return new Assessor(
                new OrganisationId(caller.organisation()),
                caller.person().map(PersonId::new),
                theatre -> caller.mayAssess(theatre.value()));
    }
}
