package org.casualtyledger.projections.publications;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.projections.edge.DisclosedTexts;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** Finds the challenges of a publication or a report as of a position, with what was answered. */
final class Challenges {
    private final DataSource read;
    private final Leaves leaves;
    private final DisclosedTexts texts;

    Challenges(DataSource read, Leaves leaves, DisclosedTexts texts) {
        this.read = read;
        this.leaves = leaves;
        this.texts = texts;
    }

    /**
     * A challenge.
     *
     * @param grounds empty where the text was destroyed
     * @param answers oldest first
     */
    record Challenge(
            Leaves.Leaf leaf,
            ChallengeRaised event,
            Optional<DisclosedTexts.Text> grounds,
            List<Answer> answers) {
        Challenge {
            answers = List.copyOf(answers);
        }
    }

    record Answer(Leaves.Leaf leaf, ChallengeAnswered event, Optional<DisclosedTexts.Text> text) {}

    /** Oldest first. How many there can be is limited where they are raised. */
    List<Challenge> about(UUID subject, long asOf) {
        List<Long> raised =
                positions(
                        "SELECT position FROM challenge WHERE about = ? AND position <= ?",
                        subject,
                        asOf);
        List<Long> answered =
                positions(
                        """
                        SELECT a.position FROM challenge_answer a
                        JOIN challenge c ON c.challenge = a.challenge
                        WHERE c.about = ? AND a.position <= ?
                        """,
                        subject,
                        asOf);
        Map<UUID, List<Answer>> answers = answers(answered);
        SortedMap<Long, Leaves.Leaf> events = leaves.at(raised);
        Map<Long, DisclosedTexts.Text> grounds = texts.named("grounds", raised);
        List<Challenge> challenges = new ArrayList<>();
        for (Leaves.Leaf leaf : events.values()) {
            if (leaf.recorded().event() instanceof ChallengeRaised event) {
                challenges.add(
                        new Challenge(
                                leaf,
                                event,
                                Optional.ofNullable(grounds.get(leaf.position())),
                                answers.getOrDefault(event.challenge().value(), List.of())));
            }
        }
        return challenges;
    }

    private Map<UUID, List<Answer>> answers(List<Long> positions) {
        Map<Long, DisclosedTexts.Text> said = texts.named("text", positions);
        Map<UUID, List<Answer>> answers = new HashMap<>();
        for (Leaves.Leaf leaf : leaves.at(positions).values()) {
            if (leaf.recorded().event() instanceof ChallengeAnswered event) {
                answers.computeIfAbsent(event.challenge().value(), _ -> new ArrayList<>())
                        .add(
                                new Answer(
                                        leaf,
                                        event,
                                        Optional.ofNullable(said.get(leaf.position()))));
            }
        }
        return answers;
    }

    /** Whose a report is; empty for one that nobody submitted as of then. */
    Optional<OrganisationId> submitter(UUID report, long asOf) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT organisation FROM report_version
                                WHERE report = ? AND position <= ? ORDER BY position LIMIT 1
                                """)) {
            statement.setObject(1, report);
            statement.setLong(2, asOf);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new OrganisationId(row.getString(1)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private List<Long> positions(String sql, UUID subject, long asOf) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, subject);
            statement.setLong(2, asOf);
            List<Long> positions = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    positions.add(row.getLong(1));
                }
            }
            return positions;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
