package org.casualtyledger.api.attribution;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.casualtyledger.api.commands.IncidentCommand;
import org.casualtyledger.api.commands.Origin;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.claim.StatedActor;

/** What an organisation says of those who did it, or hears from them. */
sealed interface AttributionCommand extends IncidentCommand {

    /**
     * @param actors empty: the organisation takes its assessment back. An empty list: nobody can be
     *     held responsible
     * @param review whether it waits for a second reader
     */
    record AssessResponsibility(
            IncidentId incident,
            Origin origin,
            Optional<List<StatedActor>> actors,
            boolean review,
            List<StoredText> texts)
            implements AttributionCommand {
        public AssessResponsibility {
            actors = actors.map(List::copyOf);
            texts = List.copyOf(texts);
        }
    }

    /**
     * @param statement which one it is; that of the event for a new one without an id of its own
     * @param reason why it is recorded, or recorded anew
     * @param ofSource what the digests of its source stand for
     */
    record RecordStatement(
            IncidentId incident,
            Origin origin,
            UUID statement,
            StatementRecorded.Said said,
            List<StoredText> reason,
            List<StoredText> ofSource)
            implements AttributionCommand {
        public RecordStatement {
            reason = List.copyOf(reason);
            ofSource = List.copyOf(ofSource);
        }

        @Override
        public List<StoredText> texts() {
            return Stream.concat(reason.stream(), ofSource.stream()).toList();
        }

        /** Those of the source stand with the source. */
        @Override
        public List<String> digests() {
            return StoredText.digests(reason);
        }
    }

    /** The record of a statement is taken back. */
    record RetractStatement(
            IncidentId incident, Origin origin, UUID statement, List<StoredText> texts)
            implements AttributionCommand {
        public RetractStatement {
            texts = List.copyOf(texts);
        }
    }
}
