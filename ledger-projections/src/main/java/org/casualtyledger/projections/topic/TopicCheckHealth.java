package org.casualtyledger.projections.topic;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.casualtyledger.edge.HealthPart;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** {@code "topicCheck": {"checked": n, "failed": {"position": n, "reason": …}}}. */
final class TopicCheckHealth implements HealthPart {
    private final TopicCheck check;

    TopicCheckHealth(TopicCheck check) {
        this.check = check;
    }

    @Override
    public String name() {
        return "topicCheck";
    }

    @Override
    public Map<String, Object> read() {
        try {
            TopicState state = check.state();
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("checked", state.agreed().size());
            check.unable().ifPresent(reason -> part.put("failed", Map.of("reason", reason)));
            state.fault()
                    .ifPresent(
                            fault ->
                                    part.put(
                                            "failed",
                                            Map.of(
                                                    "position", fault.position(),
                                                    "reason", fault.reason())));
            return part;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
