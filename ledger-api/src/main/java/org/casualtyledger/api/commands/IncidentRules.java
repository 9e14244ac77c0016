package org.casualtyledger.api.commands;

import java.util.Set;
import org.casualtyledger.api.eventlog.Tag;

/** A slice's rules for its commands, static and pure. */
public interface IncidentRules<C extends IncidentCommand> {
    /**
     * Under which tags all events stand that bear on the command. Asked again with what was found,
     * until nothing new is wanted: where a report is shows only once its events are read.
     */
    Set<Tag> bearing(C command, History known);

    /** Decides on all that bears on the command. Total: never throws. */
    Decision decide(C command, History history);
}
