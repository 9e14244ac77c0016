package org.casualtyledger.api.incidents;

import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.History;
import org.casualtyledger.api.commands.IncidentCommands;
import org.casualtyledger.api.commands.IncidentRules;
import org.casualtyledger.api.eventlog.Tag;

/** Moves in Axon. */
final class MoveHandlers implements IncidentRules<MoveCommand> {
    @Override
    public Set<Tag> bearing(MoveCommand command, History known) {
        return MoveDecider.bearing(command, known);
    }

    @Override
    public Decision decide(MoveCommand command, History history) {
        return MoveDecider.decide(command, history);
    }

    /** Adds this slice to Axon's configuration. */
    static void register(EventSourcingConfigurer axon) {
        IncidentCommands.register(
                axon,
                "incidents",
                List.of(
                        MoveCommand.LinkReports.class,
                        MoveCommand.MergeIncidents.class,
                        MoveCommand.SplitIncident.class,
                        MoveCommand.RehomeIncident.class,
                        MoveCommand.ConfirmDuplicate.class,
                        MoveCommand.DismissDuplicate.class,
                        MoveCommand.ReverseMove.class),
                MoveCommand.class,
                new MoveHandlers());
    }
}
