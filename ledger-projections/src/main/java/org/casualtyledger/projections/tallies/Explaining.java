package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.casualtyledger.counting.Cause;
import org.casualtyledger.counting.Contribution;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.versions.StoredIncidents;

/**
 * Explains why a tally changed: every event between two positions that moved it, with its cause.
 *
 * <p>Under the rules of then, each event is judged by the names that held at it; where a name comes
 * to stand for something else, whole cells move in or out, with what they hold at that moment.
 * Where the default methodology changes, the difference between the two ways of counting at that
 * position is one line. So the lines add up to the difference exactly.
 */
final class Explaining {
    private final DataSource read;
    private final Tallies tallies;
    private final KnownMethodologies known;
    private final Leaves leaves;

    Explaining(DataSource read, Tallies tallies, KnownMethodologies known, Leaves leaves) {
        this.read = read;
        this.tallies = tallies;
        this.known = known;
        this.leaves = leaves;
    }

    /**
     * What is to be explained.
     *
     * @param after a position; −1 for before the first event
     * @param through a position, not before {@code after}
     * @param latest that is applied
     */
    record Asked(
            TallyFilter filter,
            long after,
            long through,
            long latest,
            Rules rules,
            Optional<KnownMethodologies.Asked> methodology) {
        long rulesAt(long position) {
            return rules.position(position, latest);
        }
    }

    /** The methodology that counts at a position. */
    Methodology methodologyAt(Asked asked, long position) {
        return known.asked(asked.methodology(), asked.rulesAt(position));
    }

    /**
     * @throws org.casualtyledger.edge.ProblemException 422 for too many incidents to count on
     *     request
     */
    Explained explain(Asked asked) {
        return Snapshot.of(read, connection -> new Run(connection, asked).explain());
    }

    private final class Run {
        private final Connection connection;
        private final Asked asked;
        private final TallyQuestion question;
        private final Names names;
        private final Optional<Instant> since;
        private final Explained.Lines lines = new Explained.Lines();

        Run(Connection connection, Asked asked) throws SQLException {
            this.connection = connection;
            this.asked = asked;
            this.question = new TallyQuestion(asked.filter(), List.of());
            this.names = Tallies.names(connection, question, asked.rulesAt(asked.through()));
            this.since =
                    asked.after() < 0
                            ? Optional.empty()
                            : Optional.of(
                                    leaf(leaves.at(List.of(asked.after())), asked.after())
                                            .recorded()
                                            .at());
        }

        Explained explain() throws SQLException {
            long done = asked.after();
            Methodology methodology = methodologyAt(asked, done);
            Measures before = total(done, methodology);
            for (long change : changes()) {
                Methodology next = methodologyAt(asked, change);
                if (!next.hash().equals(methodology.hash())) {
                    segment(done, change, methodology);
                    lines.add(
                            new Explained.Line(
                                    change,
                                    Explained.METHODOLOGY,
                                    Optional.empty(),
                                    total(change, next)
                                            .plus(total(change, methodology).negated())));
                    done = change;
                    methodology = next;
                }
            }
            segment(done, asked.through(), methodology);
            return lines.explained(
                    asked.after(), asked.through(), before, total(asked.through(), methodology));
        }

        private List<Long> changes() {
            return asked.rules() == Rules.NOW
                    ? List.of()
                    : known.changes(asked.methodology(), asked.after(), asked.through());
        }

        private Measures total(long position, Methodology methodology) throws SQLException {
            Stand stand =
                    new Stand(
                            OptionalLong.of(position), asked.latest(), asked.rules(), methodology);
            return tallies.summed(connection, question, stand).total();
        }

        private void segment(long after, long through, Methodology methodology)
                throws SQLException {
            Changing changing = new Changing(asked.filter(), names, asked::rulesAt);
            if (tallies.isJournaled(methodology)) {
                fromJournal(after, through, changing);
            } else {
                onRequest(after, through, methodology, changing);
            }
        }

        private void fromJournal(long after, long through, Changing changing) throws SQLException {
            JournalChanges journal =
                    new JournalChanges(connection, asked.filter(), names, Tallies.needed(question));
            Map<Long, Cause> causes = new HashMap<>();
            journal.postings(
                    after,
                    through,
                    (position, cause, incident, cell, measures) -> {
                        if (causes.size() >= AT_ONCE && !causes.containsKey(position)) {
                            changing.flush(cause(causes), since, lines);
                            causes.clear();
                        }
                        causes.put(position, cause);
                        changing.posting(position, incident, cell, measures);
                    });
            if (asked.rules() == Rules.THEN) {
                journal.moves(after, through, changing);
            }
            causesOf(changing, causes);
            changing.flush(cause(causes), since, lines);
        }

        private void onRequest(long after, long through, Methodology methodology, Changing changing)
                throws SQLException {
            Counted.refuseTooMany(
                    StoredIncidents.countVersions(connection, after, through, Counted.VERSIONS),
                    methodology);
            StoredIncidents.eachVersion(
                    connection,
                    after,
                    through,
                    version -> {
                        for (Contribution line : methodology.contributions(version.state())) {
                            version(version, line, after, through, changing);
                        }
                    });
            Map<Long, Cause> causes = new HashMap<>();
            causesOf(changing, causes);
            changing.flush(cause(causes), since, lines);
        }

        private void version(
                StoredIncidents.Version version,
                Contribution line,
                long after,
                long through,
                Changing changing) {
            Measures back = line.measures().negated();
            if (version.from() > after) {
                changing.posting(
                        version.from(), version.state().id(), line.cell(), line.measures());
            }
            if (version.to() <= through) {
                changing.posting(version.to(), version.state().id(), line.cell(), back);
            }
            if (asked.rules() == Rules.THEN) {
                long from = Math.max(version.from(), after);
                long to = Math.min(version.to() - 1, through);
                for (long at : changing.matching().moves(line.cell(), from, to)) {
                    boolean now = changing.takes(line.cell(), at);
                    if (now != changing.takes(line.cell(), at - 1)) {
                        changing.move(at, line.cell(), now ? line.measures() : back);
                    }
                }
            }
        }

        /** Of the positions whose cause is not known yet, the event says it. */
        private void causesOf(Changing changing, Map<Long, Cause> causes) {
            List<Long> unknown = new ArrayList<>();
            for (long position : changing.positions()) {
                if (!causes.containsKey(position)) {
                    unknown.add(position);
                }
            }
            for (int from = 0; from < unknown.size(); from += LEAVES) {
                List<Long> some = unknown.subList(from, Math.min(unknown.size(), from + LEAVES));
                leaves.at(some)
                        .forEach((at, leaf) -> causes.put(at, Cause.of(leaf.recorded().event())));
            }
        }
    }

    /** Events of the journal whose net is in memory at once. */
    private static final int AT_ONCE = 10_000;

    /** Leaves in memory at once. */
    private static final int LEAVES = 500;

    private static LongFunction<Cause> cause(Map<Long, Cause> causes) {
        return position -> Objects.requireNonNull(causes.get(position));
    }

    private static Leaves.Leaf leaf(SortedMap<Long, Leaves.Leaf> leaves, long position) {
        return Objects.requireNonNull(leaves.get(position));
    }
}
