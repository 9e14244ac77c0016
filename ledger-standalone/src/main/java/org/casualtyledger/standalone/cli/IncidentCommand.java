package org.casualtyledger.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** `ledger incident …` */
@Command(
        name = "incident",
        description = "Show incidents; link, merge and split them; grade and assess them.")
final class IncidentCommand {

    private IncidentCommand() {}

    static CommandLine tree(Session session) {
        CommandLine incident =
                new CommandLine(new IncidentCommand())
                        .addSubcommand(new IncidentShow(session))
                        .addSubcommand(new IncidentList(session))
                        .addSubcommand(new IncidentCandidates(session));
        IncidentMoves.addTo(incident, session);
        IncidentJudgements.addTo(incident, session);
        return incident.addSubcommand(new IncidentStatement(session));
    }
}
