package org.casualtyledger.projections.topic;

import java.sql.SQLException;
import java.util.List;
import org.casualtyledger.edge.observe.Gauges;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** How far the topic is checked, whichever process checks it. */
final class TopicCheckGauges implements Gauges {
    private final TopicCheck check;

    TopicCheckGauges(TopicCheck check) {
        this.check = check;
    }

    @Override
    public String source() {
        return "topicCheck";
    }

    @Override
    public List<Reading> read() {
        try {
            TopicState state = check.state();
            boolean failed = state.fault().isPresent() || check.unable().isPresent();
            return List.of(
                    Reading.of(
                            "ledger.topic.check.size",
                            "Events of the topic that a signed checkpoint agreed with",
                            state.agreed().size()),
                    Reading.of(
                            "ledger.topic.check.failed",
                            "1 while the topic is not what was signed, or is not checked",
                            failed ? 1 : 0));
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
