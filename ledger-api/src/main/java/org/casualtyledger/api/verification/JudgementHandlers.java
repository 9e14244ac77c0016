package org.casualtyledger.api.verification;

import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.History;
import org.casualtyledger.api.commands.IncidentCommands;
import org.casualtyledger.api.commands.IncidentRules;
import org.casualtyledger.api.eventlog.Tag;

/** Judgements in Axon. */
final class JudgementHandlers implements IncidentRules<JudgementCommand> {
    @Override
    public Set<Tag> bearing(JudgementCommand command, History known) {
        return JudgementDecider.bearing(command, known);
    }

    @Override
    public Decision decide(JudgementCommand command, History history) {
        return JudgementDecider.decide(command, history);
    }

    /** Adds this slice to Axon's configuration. */
    static void register(EventSourcingConfigurer axon) {
        IncidentCommands.register(
                axon,
                "verification",
                List.of(
                        JudgementCommand.GradeIncident.class,
                        JudgementCommand.AssessCounts.class,
                        JudgementCommand.ApproveJudgement.class),
                JudgementCommand.class,
                new JudgementHandlers());
    }
}
