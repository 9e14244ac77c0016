package org.casualtyledger.api.commands;

import java.util.List;
import org.casualtyledger.events.IncidentId;

/** What an organisation asks of an incident, whichever slice decides it. */
public interface IncidentCommand {
    IncidentId incident();

    Origin origin();

    /** What all digests of its events stand for, its reason among them. */
    List<StoredText> texts();

    /** The digests of the event itself, sorted. */
    default List<String> digests() {
        return StoredText.digests(texts());
    }
}
