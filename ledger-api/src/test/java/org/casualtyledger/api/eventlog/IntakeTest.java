package org.casualtyledger.api.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private final Intake intake = new Intake();

    @Test
    void an_import_gets_at_most_half_a_batch_while_others_wait_and_alike_when_none_do()
            throws Exception {
        for (int i = 0; i < 2 * Intake.MAX_BATCH_EVENTS; i++) {
            intake.offer(pending(Append.of(Events.about("bulk")).asBulk()));
        }
        for (int i = 0; i < Intake.MAX_BATCH_EVENTS; i++) {
            intake.offer(pending(Append.of(Events.about("single"))));
        }
        assertThat(bulkOf(intake.take())).isEqualTo(Intake.MAX_BATCH_EVENTS / 2);
        assertThat(bulkOf(intake.take())).isEqualTo(Intake.MAX_BATCH_EVENTS / 2);
        List<Pending> alone = intake.take();
        assertThat(alone).hasSize(Intake.MAX_BATCH_EVENTS / 2);
        assertThat(bulkOf(alone)).isEqualTo(alone.size());
    }

    @Test
    void what_waits_is_given_out_in_its_order() throws Exception {
        Pending first = pending(Append.of(Events.about("a")));
        Pending second = pending(Append.of(Events.about("b")));
        intake.offer(first);
        intake.offer(second);
        assertThat(intake.take()).containsExactly(first, second);
    }

    @Test
    void more_than_may_wait_is_turned_away_at_once() {
        for (int i = 0; i < Intake.MAX_WAITING; i++) {
            intake.offer(pending(Append.of(Events.about("a"))));
        }
        assertThatThrownBy(() -> intake.offer(pending(Append.of(Events.about("a")))))
                .isInstanceOf(LogUnavailable.class)
                .extracting(e -> ((LogUnavailable) e).reason())
                .isEqualTo(LogUnavailable.Reason.OVERLOADED);
    }

    @Test
    void a_closed_intake_gives_out_what_waits_and_then_nothing() throws Exception {
        intake.offer(pending(Append.of(Events.about("a"))));
        intake.close();
        assertThat(intake.take()).hasSize(1);
        assertThat(intake.take()).isEmpty();
    }

    private static Pending pending(Append append) {
        return new Pending(append, Runnable::run);
    }

    private static long bulkOf(List<Pending> batch) {
        return batch.stream().filter(pending -> pending.append().bulk()).count();
    }
}
