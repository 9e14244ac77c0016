package org.casualtyledger.events.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.StoredName;
import org.junit.jupiter.api.Test;

class EventsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/EVENTS.md");
    private static final Path PROPOSED = Path.of("target/EVENTS.md");

    /** What stands below it comes from the schemas and the golden files, and is not edited. */
    private static final String FROM_HERE =
            "<!-- From here on written by EventsDocumentTest. -->\n\n";

    @Test
    void the_document_tells_of_events_what_schemas_and_golden_files_say() throws IOException {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(FROM_HERE);
        assertThat(from).isPositive();
        String byHand = document.substring(0, from + FROM_HERE.length());
        String now = byHand + EventsDocument.of(EventCodec.storedNames()).stripTrailing() + "\n";
        if (!now.equals(document)) {
            Files.writeString(PROPOSED, now);
        }

        assertThat(document)
                .as("look at it, then: cp ledger-events/target/EVENTS.md docs/EVENTS.md")
                .isEqualTo(now);
    }

    @Test
    void every_event_is_in_one_chapter() {
        assertThat(EventsDocument.CHAPTERS.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        EventCodec.storedNames().stream()
                                .map(StoredName::type)
                                .distinct()
                                .toList());
    }
}
