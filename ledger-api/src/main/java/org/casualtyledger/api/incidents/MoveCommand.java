package org.casualtyledger.api.incidents;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.commands.IncidentCommand;
import org.casualtyledger.api.commands.Origin;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;

/** What an organisation asks of an incident and its neighbours. Each has a reason. */
sealed interface MoveCommand extends IncidentCommand {

    /** These reports account for this incident. */
    record LinkReports(
            IncidentId incident, Origin origin, List<ReportId> reports, List<StoredText> texts)
            implements MoveCommand {
        public LinkReports {
            reports = List.copyOf(reports);
            texts = List.copyOf(texts);
        }
    }

    /** Another incident is this one. */
    record MergeIncidents(
            IncidentId incident, Origin origin, IncidentId merged, List<StoredText> texts)
            implements MoveCommand {
        public MergeIncidents {
            texts = List.copyOf(texts);
        }
    }

    /**
     * These reports account for something else.
     *
     * @param into empty for a new incident, whose id is that of the event
     */
    record SplitIncident(
            IncidentId incident,
            Origin origin,
            List<ReportId> reports,
            Optional<IncidentId> into,
            List<StoredText> texts)
            implements MoveCommand {
        public SplitIncident {
            reports = List.copyOf(reports);
            texts = List.copyOf(texts);
        }
    }

    /** The incident belongs to another theatre. */
    record RehomeIncident(
            IncidentId incident, Origin origin, TheatreId theatre, List<StoredText> texts)
            implements MoveCommand {
        public RehomeIncident {
            texts = List.copyOf(texts);
        }
    }

    /** This incident is a second record of another. */
    record ConfirmDuplicate(
            IncidentId incident, Origin origin, IncidentId survivor, List<StoredText> texts)
            implements MoveCommand {
        public ConfirmDuplicate {
            texts = List.copyOf(texts);
        }
    }

    /** The two are two. */
    record DismissDuplicate(
            IncidentId incident, Origin origin, IncidentId other, List<StoredText> texts)
            implements MoveCommand {
        public DismissDuplicate {
            texts = List.copyOf(texts);
        }
    }

    /**
     * What a move did is undone.
     *
     * @param event the position of the move
     */
    record ReverseMove(IncidentId incident, Origin origin, long event, List<StoredText> texts)
            implements MoveCommand {
        public ReverseMove {
            texts = List.copyOf(texts);
        }
    }
}
