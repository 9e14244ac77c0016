package org.casualtyledger.edge;

import java.util.Map;
import java.util.Optional;

/** One part of {@code /v1/health}, which also says whether it is ready for requests. */
public interface HealthPart {
    /** The field under which it is shown. */
    String name();

    /** Its fields; must answer within a second or throw. */
    Map<String, Object> read();

    /**
     * Why no request should be sent here now, for {@code /health/ready}; empty where it is ready,
     * as a part is that does not say otherwise. Only what would make this process answer wrongly,
     * late or not at all: that something else is away is for {@link #read} and for meters.
     *
     * @param read what {@link #read} just answered
     */
    default Optional<String> unready(Map<String, Object> read) {
        return Optional.empty();
    }
}
