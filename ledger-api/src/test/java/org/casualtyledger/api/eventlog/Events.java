package org.casualtyledger.api.eventlog;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Events for tests. */
final class Events {

    static final String TYPE = "report-submitted";

    private Events() {}

    static Tag tag(String value) {
        return new Tag("report", value);
    }

    static NewEvent about(String... reports) {
        return event(TYPE, "airwars", reports);
    }

    static NewEvent event(String type, String organisation, String... reports) {
        UUID id = UUID.randomUUID();
        Set<Tag> tags =
                java.util.Arrays.stream(reports)
                        .map(Events::tag)
                        .collect(java.util.stream.Collectors.toSet());
        String tail =
                "\"by\":\"%s\",\"data\":{},\"id\":\"%s\",\"theatre\":\"SYR\",\"type\":\"%s\",\"v\":1}"
                        .formatted(organisation, id, type);
        return new NewEvent(
                id,
                type,
                Optional.of(organisation),
                Optional.of("SYR"),
                tags,
                tail.getBytes(StandardCharsets.UTF_8));
    }

    static Idempotency key(String key, String request) {
        return new Idempotency("airwars", key, request.getBytes(StandardCharsets.UTF_8));
    }
}
