package org.casualtyledger.projections.replays;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.candidates.SightingProjection;
import org.casualtyledger.projections.feed.LogFeeds;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.feed.SignedLog;
import org.casualtyledger.projections.incidents.TimelineProjection;
import org.casualtyledger.projections.processing.Moments;
import org.casualtyledger.projections.processing.PartitionedProjections;
import org.casualtyledger.projections.publications.PublicationProjection;
import org.casualtyledger.projections.registries.RegistryProjection;
import org.casualtyledger.projections.series.SeriesProjection;
import org.casualtyledger.projections.tallies.TallyProjection;
import org.casualtyledger.projections.testing.ReadSide;
import org.casualtyledger.projections.testing.Rows;
import org.casualtyledger.projections.testing.TheatreHistories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replay is one processor's; what it replaces was several's. */
class PublishedIntoPartitionsTest {
    private static final int PARTITIONS = 3;
    private static final int FIRST = 400;
    private static final int ALL = 600;

    private final Shadows shadows = new Shadows(new ReadSide());
    private final Replays replays = shadows.replays("test");
    private final long seed = System.nanoTime();
    private final List<RecordedEvent> history = TheatreHistories.history(new Random(seed), ALL);
    private final PartitionedProjections a = instance("a");
    private final PartitionedProjections b = instance("b");

    @AfterEach
    void close() {
        a.stop();
        b.stop();
        replays.stop();
        shadows.close();
    }

    @Test
    void all_partitions_go_on_from_the_replays_position_wherever_they_stood() throws Exception {
        a.start();
        b.start();
        shadows.side.log.append(history.subList(0, 200));
        await(() -> a.position() == 199);
        shadows.execute(
                """
                UPDATE feed_position SET owner = 'nobody', epoch = epoch + 1,
                    claimed_until = 'infinity' WHERE partition = 1
                """);
        shadows.side.log.append(history.subList(200, FIRST));
        // Others go as far as they do not wait for an incident from the one that stands still.
        await(() -> positions().stream().anyMatch(p -> p > 203));
        long id = shadows.begin(replays, Shadows.following(64)).id();
        shadows.caughtUp(replays, id);
        shadows.sign();

        new Publication(
                        shadows.side.database,
                        replays,
                        shadows.comparing,
                        new SignedLog(shadows.side.database),
                        shadows.key(),
                        Methodologies.DOCUMENTED,
                        a)
                .publish(id, false, "operator");

        assertThat(positions()).hasSize(PARTITIONS).allMatch(position -> position == FIRST - 1);
        shadows.side.log.append(history.subList(FIRST, ALL));
        await(() -> a.position() == ALL - 1);
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(counted::apply);
        assertThat(shadows.side.tallyDigest(ALL - 1))
                .as("seed %d", seed)
                .isEqualTo(counted.tallyDigest());
        assertThat(shadows.side.postingsDigest(ALL - 1))
                .as("seed %d", seed)
                .isEqualTo(counted.postingsDigest());
        try (ReadSide alone = new ReadSide()) {
            alone.log.append(history);
            alone.caughtUp();
            Rows.assertSame(
                    "seed " + seed, Rows.of(shadows.side.database), Rows.of(alone.database));
        }
    }

    private PartitionedProjections instance(String owner) {
        return new PartitionedProjections(
                "documented",
                owner,
                new LogFeeds(new LogTailFeed(shadows.side.database), PARTITIONS),
                shadows.side.database,
                () ->
                        List.of(
                                new Moments(),
                                new TallyProjection(Methodologies.DOCUMENTED),
                                new SeriesProjection(),
                                new RegistryProjection(),
                                new TimelineProjection(),
                                new SightingProjection(),
                                new PublicationProjection()),
                16,
                Duration.ofMillis(5));
    }

    private List<Long> positions() throws SQLException {
        List<Long> positions = new ArrayList<>();
        try (Connection connection = shadows.side.database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT position FROM feed_position ORDER BY partition")) {
            while (row.next()) {
                positions.add(row.getLong(1));
            }
        }
        return positions;
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }
}
