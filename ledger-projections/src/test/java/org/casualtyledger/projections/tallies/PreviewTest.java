package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class PreviewTest {
    private final ReadSide side = new ReadSide();
    private final Tallies tallies = new Tallies(side.database, Methodologies.DOCUMENTED);
    private final Preview preview = new Preview(side.database, tallies);

    @AfterEach
    void close() {
        side.close();
    }

    @RepeatedTest(3)
    void what_is_previewed_is_what_recording_it_makes() throws Exception {
        long seed = System.nanoTime();
        List<RecordedEvent> history = new Histories(new Random(seed)).history(400);
        List<RecordedEvent> recorded = history.subList(0, 250);
        List<RecordedEvent> later =
                history.subList(250, 400).stream().filter(e -> line(e) != null).toList();
        side.log.append(recorded);
        side.caughtUp();
        List<String> lines = new ArrayList<>();
        later.forEach(event -> lines.add(String.valueOf(line(event))));
        Preview.Answer answer = preview(String.join("\n", lines));

        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        recorded.forEach(counted::apply);
        assertThat(answer.before()).as("seed %d", seed).isEqualTo(total(counted));
        later.forEach(counted::apply);
        assertThat(answer.before().plus(answer.difference()))
                .as("seed %d", seed)
                .isEqualTo(total(counted));
        assertThat(answer.lines()).isEqualTo(later.size());
        Stand stand = new Stand(OptionalLong.empty(), 249, Rules.THEN, Methodologies.DOCUMENTED);
        assertThat(tallies.answer(Questions.question(""), stand).total())
                .as("nothing is stored")
                .isEqualTo(answer.before());
    }

    @Test
    void every_fault_is_named_by_its_line() {
        side.caughtUp();
        String bad =
                """
                {"report":"x","withdrawn":true}
                no json

                {"report":"0199d5a0-0000-7000-8000-000000000001","claim":{},"colour":1}
                """;
        assertThatThrownBy(() -> preview(bad))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(e.problem().errors())
                                        .extracting(error -> error.pointer())
                                        .contains(
                                                "/0/report",
                                                "/1",
                                                "/2/organisation",
                                                "/2/theatre",
                                                "/2/colour"));
        assertThatThrownBy(
                        () ->
                                preview(
                                        "{\"report\":\"0199d5a0-0000-7000-8000-000000000001\",\"withdrawn\":true}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(e.problem().errors().getFirst().code())
                                        .isEqualTo("unknown-report"));
    }

    private Preview.Answer preview(String body) throws java.io.IOException {
        return preview.of(new ByteArrayInputStream(body.getBytes(UTF_8)), Methodologies.DOCUMENTED);
    }

    private static Measures total(CountedHistory counted) {
        return counted.cells().values().stream().reduce(Measures.ZERO, Measures::plus);
    }

    private static ObjectNode line(RecordedEvent recorded) {
        ObjectNode line = Json.object();
        switch (recorded.event()) {
            case ReportSubmitted e -> {
                says(line, recorded, e.report());
                e.incident().ifPresent(id -> line.put("incident", id.toString()));
                line.set("claim", ClaimJson.write(e.claim()));
            }
            case ReportCorrected e -> {
                says(line, recorded, e.report());
                line.set("claim", ClaimJson.write(e.claim()));
            }
            case ReportWithdrawn e ->
                    line.put("report", e.report().toString()).put("withdrawn", true);
            default -> {
                return null;
            }
        }
        return line;
    }

    private static void says(ObjectNode line, RecordedEvent recorded, ReportId report) {
        line.put("report", report.toString());
        line.put("organisation", recorded.by().value());
        line.put("theatre", recorded.theatre().value());
    }
}
