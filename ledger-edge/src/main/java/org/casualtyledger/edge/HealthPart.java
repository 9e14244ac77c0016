package org.casualtyledger.edge;

import java.util.Map;

/** One part of {@code /v1/health}. */
public interface HealthPart {
    /** The field under which it is shown. */
    String name();

    /** Its fields; must answer within a second or throw. */
    Map<String, Object> read();
}
