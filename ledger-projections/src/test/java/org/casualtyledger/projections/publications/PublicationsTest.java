package org.casualtyledger.projections.publications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.recorded;
import static org.casualtyledger.counting.Given.report;
import static org.casualtyledger.counting.Given.submitted;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeCode;
import org.casualtyledger.events.ChallengeId;
import org.casualtyledger.events.ChallengeOutcome;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PublicationId;
import org.casualtyledger.events.PublishedReceipt;
import org.casualtyledger.events.PublishedReceiptJson;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.casualtyledger.projections.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Published numbers over HTTP: a number is published, corrected, challenged and answered. */
class PublicationsTest {
    private static final String QUERY = "from=2017-01&theatre=SYR";

    @TempDir static Path folder;

    private static ReadSideOverHttp side;
    private static PublicationId publication;
    private static long publishedAt;
    private static long correctedAt;
    private static long challengedAt;
    private static long reportChallengedAt;

    @BeforeAll
    static void start() throws Exception {
        TestSigner signer = new TestSigner(folder);
        side = new ReadSideOverHttp(signer.settings());
        long first =
                side.log.append(
                        submitted("one", "1", claim().killed(3, 5).build()),
                        submitted("two", "1", claim().killed(3, 5).build()));
        side.json("/v1/tallies");
        signer.sign(side.database, first + 1);
        publish();
        correctedAt = side.log.append(corrected("one", "1", claim().killed(4, 9).build()));
        ChallengeId challenge = new ChallengeId(new UUID(4, 1));
        challengedAt =
                side.log.append(
                        recorded(
                                "three",
                                new ChallengeRaised(
                                        challenge,
                                        new Challenged.OfPublication(publication),
                                        ChallengeCode.DOUBLE_COUNTED,
                                        List.of())));
        disclosed(challengedAt, "grounds", "restricted", "The same family is counted twice.");
        long answeredAt =
                side.log.append(
                        recorded(
                                "one",
                                new ChallengeAnswered(
                                        challenge,
                                        ChallengeOutcome.PARTLY_UPHELD,
                                        Optional.empty(),
                                        List.of())));
        disclosed(answeredAt, "text", "public", "One of the two was corrected.");
        reportChallengedAt =
                side.log.append(
                        recorded(
                                "three",
                                new ChallengeRaised(
                                        new ChallengeId(new UUID(4, 2)),
                                        new Challenged.OfReport(report("two", "1")),
                                        ChallengeCode.WRONG_DATE,
                                        List.of())));
    }

    private static void publish() throws Exception {
        HttpResponse<String> response = side.get("/v1/tallies/receipt?" + QUERY);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        SignedNote note = SignedNote.parse(response.body().getBytes(UTF_8));
        PublishedReceipt receipt =
                PublishedReceiptJson.of(note, note.signatures().getFirst(), new Faults())
                        .orElseThrow();
        OrganisationId by = new OrganisationId("one");
        publication = PublicationId.of(by, "Annual count", note.text());
        publishedAt =
                side.log.append(
                        recorded(
                                "one",
                                new TallyPublished(
                                        publication, "Annual count", receipt, List.of())));
        disclosed(publishedAt, "url", "public", "https://example.org/annual");
    }

    @AfterAll
    static void close() {
        side.close();
    }

    @Test
    void a_publication_says_what_it_was_what_it_is_and_the_difference() throws Exception {
        JsonNode page = side.json("/v1/publications/" + publication);
        assertThat(page.get("name").stringValue()).isEqualTo("Annual count");
        assertThat(page.get("by").stringValue()).isEqualTo("one");
        assertThat(page.get("position").longValue()).isEqualTo(publishedAt);
        assertThat(page.get("url").stringValue()).isEqualTo("https://example.org/annual");
        assertThat(page.get("query").stringValue()).isEqualTo(QUERY);
        assertThat(page.get("then").get("position").longValue()).isEqualTo(1);
        JsonNode then = page.get("then").get("total").get("killed");
        JsonNode now = page.get("now").get("total").get("killed");
        JsonNode difference = page.get("difference").get("killed");
        for (String bound : List.of("min", "max")) {
            assertThat(difference.get(bound).longValue())
                    .isEqualTo(now.get(bound).longValue() - then.get(bound).longValue());
        }
        assertThat(then.get("max").longValue()).isEqualTo(5);
        assertThat(now.get("max").longValue()).isEqualTo(9);
    }

    @Test
    void what_it_links_to_agrees_with_it() throws Exception {
        JsonNode page = side.json("/v1/publications/" + publication);
        JsonNode tally = side.json(page.get("tally").stringValue());
        assertThat(canonical(tally.get("total")))
                .isEqualTo(canonical(page.get("then").get("total")));
        JsonNode explained = side.json(page.get("explain").stringValue());
        assertThat(explained.get("difference").get("killed").get("max").longValue())
                .isEqualTo(page.get("difference").get("killed").get("max").longValue());
        assertThat(explained.get("from").longValue()).isEqualTo(1);
    }

    @Test
    void as_of_its_own_position_nothing_has_changed_and_nobody_has_challenged_it()
            throws Exception {
        JsonNode page = side.json("/v1/publications/" + publication + "?asOf=" + publishedAt);
        assertThat(page.get("difference").get("killed").get("max").longValue()).isZero();
        assertThat(page.get("challenges")).isEmpty();
        HttpResponse<String> before =
                side.get("/v1/publications/" + publication + "?asOf=" + (publishedAt - 1));
        assertThat(before.statusCode()).isEqualTo(404);
    }

    @Test
    void every_challenge_stands_with_its_grounds_and_its_answer() throws Exception {
        JsonNode challenge = side.json("/v1/publications/" + publication).get("challenges").get(0);
        assertThat(challenge.get("code").stringValue()).isEqualTo("double-counted");
        assertThat(challenge.get("by").stringValue()).isEqualTo("three");
        assertThat(challenge.get("position").longValue()).isEqualTo(challengedAt);
        assertThat(challenge.get("grounds").stringValue()).contains("counted twice");
        assertThat(challenge.get("outcome").stringValue()).isEqualTo("partly-upheld");
        JsonNode answer = challenge.get("answers").get(0);
        assertThat(answer.get("by").stringValue()).isEqualTo("one");
        assertThat(answer.get("text").stringValue()).contains("corrected");
    }

    @Test
    void a_reader_without_a_key_sees_public_texts_and_that_there_are_others() throws Exception {
        JsonNode challenge =
                ReadSideOverHttp.parsed(side.getWithoutKey("/v1/publications/" + publication))
                        .get("challenges")
                        .get(0);
        assertThat(challenge.get("grounds").isNull()).isTrue();
        assertThat(challenge.get("audience").stringValue()).isEqualTo("restricted");
        assertThat(challenge.get("answers").get(0).get("text").stringValue())
                .isEqualTo("One of the two was corrected.");
    }

    @Test
    void a_reports_challenges_are_listed_with_whose_it_is() throws Exception {
        JsonNode listed = side.json("/v1/challenges?report=" + report("two", "1"));
        assertThat(listed.get("organisation").stringValue()).isEqualTo("two");
        assertThat(listed.get("challenges").size()).isEqualTo(1);
        JsonNode one = listed.get("challenges").get(0);
        assertThat(one.get("position").longValue()).isEqualTo(reportChallengedAt);
        assertThat(one.get("outcome").isNull()).isTrue();
        assertThat(side.json("/v1/challenges?report=" + report("one", "1")).get("challenges"))
                .isEmpty();
        assertThat(side.json("/v1/challenges?publication=" + publication).get("challenges").size())
                .isEqualTo(1);
        assertThat(side.get("/v1/challenges").statusCode()).isEqualTo(400);
        assertThat(side.get("/v1/challenges?report=" + new UUID(9, 9)).statusCode()).isEqualTo(404);
    }

    @Test
    void publications_are_listed_with_how_often_they_were_challenged() throws Exception {
        JsonNode listed = side.json("/v1/publications?organisation=one&limit=1");
        JsonNode row = listed.get("publications").get(0);
        assertThat(row.get("publication").stringValue()).isEqualTo(publication.toString());
        assertThat(row.get("total").get("killed").get("max").longValue()).isEqualTo(5);
        assertThat(row.get("challenges").longValue()).isEqualTo(1);
        assertThat(row.get("open").longValue()).isZero();
        assertThat(side.json("/v1/publications?organisation=two").get("publications")).isEmpty();
        JsonNode earlier = side.json("/v1/publications?asOf=" + challengedAt);
        assertThat(earlier.get("publications").get(0).get("open").longValue()).isEqualTo(1);
    }

    @Test
    void a_publication_changes_no_tally() throws Exception {
        JsonNode before = side.json("/v1/tallies?asOf=" + correctedAt);
        JsonNode after = side.json("/v1/tallies");
        assertThat(canonical(after.get("total"))).isEqualTo(canonical(before.get("total")));
    }

    private static String canonical(JsonNode node) {
        return CanonicalJson.text(node);
    }

    private static void disclosed(long position, String name, String audience, String value)
            throws Exception {
        try (Connection connection = side.database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO reporting.disclosure
                                    (position, digest, audience, salt, name, value)
                                VALUES (?, 'd', ?, 's', ?, ?)
                                """)) {
            statement.setLong(1, position);
            statement.setString(2, audience);
            statement.setString(3, name);
            statement.setString(4, value);
            statement.execute();
        }
    }
}
