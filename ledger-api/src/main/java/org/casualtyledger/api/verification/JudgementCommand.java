package org.casualtyledger.api.verification;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.commands.IncidentCommand;
import org.casualtyledger.api.commands.Origin;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentId;

/** What an organisation judges of an incident, or of another's judgement. */
sealed interface JudgementCommand extends IncidentCommand {

    /**
     * @param grade empty: the organisation takes its grade back
     * @param review whether it waits for a second reader
     */
    record GradeIncident(
            IncidentId incident,
            Origin origin,
            Optional<Grade> grade,
            Optional<String> methodology,
            boolean review,
            List<StoredText> texts)
            implements JudgementCommand {
        public GradeIncident {
            texts = List.copyOf(texts);
        }
    }

    /**
     * @param counts empty: the organisation takes its ranges back
     * @param review whether it waits for a second reader
     */
    record AssessCounts(
            IncidentId incident,
            Origin origin,
            Optional<CountsAssessed.Counts> counts,
            boolean review,
            List<StoredText> texts)
            implements JudgementCommand {
        public AssessCounts {
            texts = List.copyOf(texts);
        }
    }

    /**
     * A second reader agrees.
     *
     * @param judgement the position of the judgement
     */
    record ApproveJudgement(
            IncidentId incident, Origin origin, long judgement, List<StoredText> texts)
            implements JudgementCommand {
        public ApproveJudgement {
            texts = List.copyOf(texts);
        }
    }
}
