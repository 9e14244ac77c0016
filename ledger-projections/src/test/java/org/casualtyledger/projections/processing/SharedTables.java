package org.casualtyledger.projections.processing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.candidates.SightingProjection;
import org.casualtyledger.projections.feed.Feeds;
import org.casualtyledger.projections.feed.LogFeeds;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.feed.kafka.KafkaFeeds;
import org.casualtyledger.projections.incidents.TimelineProjection;
import org.casualtyledger.projections.publications.PublicationProjection;
import org.casualtyledger.projections.registries.RegistryProjection;
import org.casualtyledger.projections.series.SeriesProjection;
import org.casualtyledger.projections.tallies.StoredDigests;
import org.casualtyledger.projections.tallies.TallyProjection;
import org.casualtyledger.projections.testing.TestLog;
import org.casualtyledger.projections.testing.TestPostgres;
import org.casualtyledger.projections.testing.TestTopic;

/** A log, and tables that any number of instances apply it to, on one fresh database. */
final class SharedTables implements AutoCloseable {
    final HikariDataSource database = TestPostgres.database();
    final TestLog log = new TestLog(database);
    private final int partitions;
    private final Optional<TestTopic> topic;
    private final List<PartitionedProjections> instances = new ArrayList<>();
    private final List<Feeds> feeds = new ArrayList<>();

    /** Whose instances follow the log itself. */
    SharedTables(int partitions) {
        this.partitions = partitions;
        this.topic = Optional.empty();
    }

    /** Whose instances follow a topic. */
    SharedTables(TestTopic topic) {
        this.partitions = topic.topic().partitions();
        this.topic = Optional.of(topic);
    }

    void append(List<RecordedEvent> events) {
        log.append(events);
        topic.ifPresent(t -> t.publish(events));
    }

    /** Another process, as far as the tables can tell. */
    PartitionedProjections instance(String owner, int chunk) {
        return instance(owner, chunk, database);
    }

    PartitionedProjections instance(String owner, int chunk, DataSource read) {
        Feeds own =
                topic.<Feeds>map(t -> new KafkaFeeds(t.topic()))
                        .orElseGet(() -> new LogFeeds(new LogTailFeed(database), partitions));
        PartitionedProjections instance = instance(own, owner, chunk, read);
        feeds.add(own);
        instances.add(instance);
        return instance;
    }

    static PartitionedProjections instance(
            int partitions, String owner, int chunk, DataSource database) {
        return instance(
                new LogFeeds(new LogTailFeed(database), partitions), owner, chunk, database);
    }

    private static PartitionedProjections instance(
            Feeds feeds, String owner, int chunk, DataSource database) {
        return new PartitionedProjections(
                "documented",
                owner,
                feeds,
                database,
                () ->
                        List.of(
                                new Moments(),
                                new TallyProjection(Methodologies.DOCUMENTED),
                                new SeriesProjection(),
                                new RegistryProjection(),
                                new TimelineProjection(),
                                new SightingProjection(),
                                new PublicationProjection()),
                chunk,
                Duration.ofMillis(5),
                Duration.ofMillis(50));
    }

    /** How many partitions each owner has just now. */
    Map<String, Long> owners() {
        Map<String, Long> owners = new TreeMap<>();
        try (Connection connection = database.getConnection()) {
            Instances.partitions(connection, "documented")
                    .forEach(held -> held.owner().ifPresent(o -> owners.merge(o, 1L, Long::sum)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return owners;
    }

    /** From now on somebody who does nothing has a partition. */
    void take(int partition) {
        execute(
                """
                UPDATE feed_position SET owner = 'nobody', epoch = epoch + 1,
                    claimed_until = 'infinity' WHERE partition =\s"""
                        + partition);
    }

    void giveBack(int partition) {
        execute(
                """
                UPDATE feed_position SET owner = NULL, claimed_until = NULL
                WHERE owner = 'nobody' AND partition =\s"""
                        + partition);
    }

    void caughtUp() {
        await(() -> watermark() == log.size() - 1);
    }

    long watermark() {
        try (Connection connection = database.getConnection()) {
            return Watermark.position(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Partitions, each with its position. */
    List<Long> positions() {
        List<Long> positions = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT position FROM feed_position ORDER BY partition")) {
            while (row.next()) {
                positions.add(row.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return positions;
    }

    void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String tallyDigest(long position) {
        try (Connection connection = database.getConnection()) {
            return StoredDigests.tally(connection, Methodologies.DOCUMENTED, position);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String postingsDigest(long position) {
        try (Connection connection = database.getConnection()) {
            return StoredDigests.postings(connection, Methodologies.DOCUMENTED, position);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    @Override
    public void close() {
        instances.forEach(PartitionedProjections::stop);
        feeds.forEach(Feeds::close);
        TestPostgres.drop(database);
    }
}
