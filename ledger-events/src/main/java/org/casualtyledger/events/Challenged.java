package org.casualtyledger.events;

import java.util.UUID;

/** What a challenge is about. */
public sealed interface Challenged {
    UUID id();

    record OfPublication(PublicationId publication) implements Challenged {
        @Override
        public UUID id() {
            return publication.value();
        }
    }

    record OfReport(ReportId report) implements Challenged {
        @Override
        public UUID id() {
            return report.value();
        }
    }
}
