package org.casualtyledger.projections.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.projections.candidates.SightingProjection;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.incidents.TimelineProjection;
import org.casualtyledger.projections.processing.Moments;
import org.casualtyledger.projections.processing.ProjectionProcessor;
import org.casualtyledger.projections.publications.PublicationProjection;
import org.casualtyledger.projections.registries.RegistryProjection;
import org.casualtyledger.projections.series.SeriesProjection;
import org.casualtyledger.projections.tallies.StoredDigests;
import org.casualtyledger.projections.tallies.TallyProjection;

/** A log and a read side on one fresh database, as production wires them. */
public final class ReadSide implements AutoCloseable {
    public final HikariDataSource database = TestPostgres.database();
    public final TestLog log = new TestLog(database);
    public ProjectionProcessor processor = processor(4_096);

    public ProjectionProcessor processor(int chunk) {
        return new ProjectionProcessor(
                "documented",
                "test",
                new LogTailFeed(database),
                database,
                List.of(
                        new Moments(),
                        new TallyProjection(Methodologies.DOCUMENTED),
                        new SeriesProjection(),
                        new RegistryProjection(),
                        new TimelineProjection(),
                        new SightingProjection(),
                        new PublicationProjection()),
                chunk,
                Duration.ofMillis(5));
    }

    /** Runs until everything in the log is applied. */
    public ReadSide caughtUp() {
        processor.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> processor.position() == log.size() - 1);
        return this;
    }

    public String tallyDigest(long position) {
        try (Connection connection = database.getConnection()) {
            return StoredDigests.tally(connection, Methodologies.DOCUMENTED, position);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String postingsDigest(long position) {
        try (Connection connection = database.getConnection()) {
            return StoredDigests.postings(connection, Methodologies.DOCUMENTED, position);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processor.stop();
        TestPostgres.drop(database);
    }
}
