package org.casualtyledger.api.commands;

import java.util.List;
import org.casualtyledger.events.IncidentId;

/** What an organisation asks of an incident, whichever slice decides it. */
public interface IncidentCommand {
    IncidentId incident();

    Origin origin();

    /** What the digests of its events stand for, its reason among them. */
    List<StoredText> texts();

    /** The digests for a leaf, sorted. */
    default List<String> digests() {
        return StoredText.digests(texts());
    }
}
