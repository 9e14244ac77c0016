package org.casualtyledger.projections.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.submitted;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.List;
import org.casualtyledger.projections.testing.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedPositionTest {
    private final HikariDataSource database = TestPostgres.database();
    private final FeedPosition ours = new FeedPosition("documented", "ours", Share.WHOLE);
    private final FeedPosition theirs = new FeedPosition("documented", "theirs", Share.WHOLE);
    private final Chunk first = chunk(0);
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        connection = database.getConnection();
        ours.create(connection);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        TestPostgres.drop(database);
    }

    @Test
    void a_new_projection_stands_before_the_first_event() throws Exception {
        assertThat(ours.state(connection).position()).isEqualTo(-1);
    }

    @Test
    void a_claim_that_is_held_cannot_be_taken_by_another() throws Exception {
        assertThat(ours.claim(connection)).isPresent();
        assertThat(theirs.claim(connection)).isEmpty();
    }

    @Test
    void a_released_claim_can_be_taken_and_the_old_epoch_writes_no_more() throws Exception {
        long old = ours.claim(connection).orElseThrow().epoch();
        ours.release(connection, old);
        long young = theirs.claim(connection).orElseThrow().epoch();

        assertThat(ours.advance(connection, old, first)).isFalse();
        assertThat(theirs.advance(connection, young, first)).isTrue();
        assertThat(ours.state(connection).position()).isZero();
    }

    @Test
    void a_chunk_is_applied_once_and_in_its_turn() throws Exception {
        long epoch = ours.claim(connection).orElseThrow().epoch();

        assertThat(ours.advance(connection, epoch, chunk(1))).isFalse();
        assertThat(ours.advance(connection, epoch, first)).isTrue();
        assertThat(ours.advance(connection, epoch, first)).isFalse();
        assertThat(ours.advance(connection, epoch, chunk(1))).isTrue();
    }

    @Test
    void a_process_that_comes_back_under_its_name_need_not_wait() throws Exception {
        ours.claim(connection);

        assertThat(new FeedPosition("documented", "ours", Share.WHOLE).claim(connection))
                .isPresent();
    }

    private static Chunk chunk(long from) {
        return Chunk.whole(from, List.of(submitted("one", "1", claim().build())));
    }
}
