package org.casualtyledger.projections.publications;

import java.sql.Connection;
import java.sql.SQLException;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.CopyRows;
import org.casualtyledger.projections.processing.Positioned;
import org.casualtyledger.projections.processing.Projection;

/** Keeps where publications, challenges and answers stand in the log. */
public final class PublicationProjection implements Projection {
    @Override
    public void forget() {}

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        Additions additions = new Additions();
        for (Positioned positioned : chunk.events()) {
            RecordedEvent recorded = positioned.recorded();
            if (recorded.event() instanceof PublicationEvent event) {
                additions.add(positioned.position(), recorded.by().value(), event);
            }
        }
        additions.write(connection);
    }

    /** What one chunk adds. */
    private static final class Additions {
        private final CopyRows publications = new CopyRows();
        private final CopyRows challenges = new CopyRows();
        private final CopyRows answers = new CopyRows();

        void add(long position, String by, PublicationEvent event) {
            switch (event) {
                case TallyPublished e ->
                        publications.row(3).int8(position).uuid(e.publication().value()).text(by);
                case ChallengeRaised e ->
                        challenges
                                .row(4)
                                .int8(position)
                                .uuid(e.challenge().value())
                                .uuid(e.about().id())
                                .text(by);
                case ChallengeAnswered e ->
                        answers.row(3).int8(position).uuid(e.challenge().value()).text(by);
            }
        }

        void write(Connection connection) throws SQLException {
            publications.into(
                    connection,
                    """
                    COPY publication (position, publication, organisation)
                    FROM STDIN (FORMAT binary)
                    """);
            challenges.into(
                    connection,
                    """
                    COPY challenge (position, challenge, about, organisation)
                    FROM STDIN (FORMAT binary)
                    """);
            answers.into(
                    connection,
                    """
                    COPY challenge_answer (position, challenge, organisation)
                    FROM STDIN (FORMAT binary)
                    """);
        }
    }
}
