package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.projections.edge.DisclosedTexts;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is behind tallies adds up to them: incidents, and changes. */
class BehindTest {
    private static final long SEED = System.nanoTime();
    private static final ReadSide SIDE = new ReadSide();
    private static final List<RecordedEvent> HISTORY =
            new NamedHistories(new Random(SEED)).history(500);

    @BeforeAll
    static void fold() {
        SIDE.log.append(HISTORY);
        SIDE.caughtUp();
    }

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @RepeatedTest(30)
    void the_incidents_behind_a_tally_add_up_to_it_page_by_page() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String query = random.nextInt(4) == 0 ? "" : Questions.filter(random);
        Methodology journaled =
                random.nextBoolean() ? Methodologies.DOCUMENTED : Questions.NOT_ASKED;
        Tallies tallies = new Tallies(SIDE.database, journaled);
        Stand stand =
                new Stand(
                        OptionalLong.of(random.nextLong(HISTORY.size())),
                        HISTORY.size() - 1L,
                        Rules.values()[random.nextInt(2)],
                        Methodologies.DOCUMENTED);
        TallyQuestion question = Questions.question(query);
        Behind behind = new Behind(SIDE.database, tallies);
        List<Behind.Line> lines = new ArrayList<>();
        UUID after = Behind.START;
        int limit = 1 + random.nextInt(60);
        while (true) {
            Behind.Page page = behind.page(question.filter(), stand, after, limit);
            lines.addAll(page.lines());
            if (page.next().isEmpty()) {
                break;
            }
            assertThat(page.lines()).as("seed %d", seed).hasSize(limit);
            after = page.next().get();
        }

        assertThat(
                        lines.stream()
                                .map(line -> line.contribution().measures())
                                .reduce(Measures.ZERO, Measures::plus))
                .as("history %d, seed %d: %s as of %d", SEED, seed, query, stand.position())
                .isEqualTo(tallies.answer(question, stand).total());
        assertThat(lines).extracting(Behind.Line::incident).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 1_000})
    void a_mirror_that_adds_the_changes_up_has_the_tally(int limit) {
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        HISTORY.forEach(counted::apply);
        Changes changes =
                new Changes(
                        SIDE.database,
                        Methodologies.DOCUMENTED,
                        new Leaves(SIDE.database),
                        new DisclosedTexts(SIDE.database));
        long latest = HISTORY.size() - 1L;
        Map<String, Measures> mirror = new HashMap<>();
        long next = -1;
        while (next < latest) {
            ObjectNode page =
                    changes.page(next, Math.min(latest, next + limit), latest, Optional.empty());
            for (JsonNode change : page.get("changes")) {
                assertThat(change.get("position").longValue()).isEqualTo(++next);
                for (JsonNode line : change.get("postings")) {
                    String cell = CanonicalJson.text(line.get("cell"));
                    mirror.merge(cell, measures(line), Measures::plus);
                }
            }
            assertThat(page.get("next").longValue()).isEqualTo(next);
            assertThat(page.get("more").booleanValue()).isEqualTo(next < latest);
        }
        Map<String, Measures> expected = new HashMap<>();
        counted.cells().forEach((cell, measures) -> expected.put(cell.name(), measures));

        assertThat(mirror).as("history %d", SEED).isEqualTo(expected);
    }

    private static Measures measures(JsonNode line) {
        return new Measures(
                line.get("incidents").longValue(),
                line.get("withCivilianHarm").longValue(),
                line.path("disputed").asLong(0),
                bounds(line.get("killed")),
                bounds(line.get("injured")),
                bounds(line.get("undetermined")));
    }

    private static Bounds bounds(JsonNode bounds) {
        return new Bounds(
                bounds.get("min").longValue(),
                bounds.get("max").longValue(),
                bounds.get("notStated").longValue(),
                bounds.get("openEnded").longValue());
    }
}
