package org.casualtyledger.api.attribution;

import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.History;
import org.casualtyledger.api.commands.IncidentCommands;
import org.casualtyledger.api.commands.IncidentRules;
import org.casualtyledger.api.eventlog.Tag;

/** Attribution in Axon. */
final class AttributionHandlers implements IncidentRules<AttributionCommand> {
    @Override
    public Set<Tag> bearing(AttributionCommand command, History known) {
        return AttributionDecider.bearing(command, known);
    }

    @Override
    public Decision decide(AttributionCommand command, History history) {
        return AttributionDecider.decide(command, history);
    }

    /** Adds this slice to Axon's configuration. */
    static void register(EventSourcingConfigurer axon) {
        IncidentCommands.register(
                axon,
                "attribution",
                List.of(
                        AttributionCommand.AssessResponsibility.class,
                        AttributionCommand.RecordStatement.class,
                        AttributionCommand.RetractStatement.class),
                AttributionCommand.class,
                new AttributionHandlers());
    }
}
