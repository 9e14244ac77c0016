package org.casualtyledger.projections.replays;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Replays are published again and again while others append, sign and read: no answer is wrong or
 * missing, and no reader is taken back.
 */
class PublishedWhileReadTest {
    private static final long SEED = System.nanoTime();
    private static final int SIZE = 2_000;
    private static final int PUBLICATIONS = 3;
    private static final String BY =
            "methodology="
                    + Methodologies.DOCUMENTED.name()
                    + "@"
                    + Methodologies.DOCUMENTED.version();

    private final SigningKey signer = SigningKey.generate(Signing.ORIGIN, VerifierKey.ED25519);
    private final ReadSideOverHttp side =
            new ReadSideOverHttp(Map.of("ledger.log.verifier-key", signer.verifier().toString()));
    private final Signing signing = new Signing(side.database, signer);
    private final List<RecordedEvent> history = new Histories(new Random(SEED)).history(SIZE);

    /** Of all events up to each position, in JSON. */
    private final List<String> expected = totals(history);

    private final AtomicLong answers = new AtomicLong();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @Test
    void no_answer_is_wrong_or_missing_and_no_position_goes_back() throws Exception {
        side.log.append(history.subList(0, 500));
        try (side;
                ExecutorService threads = Executors.newCachedThreadPool()) {
            side.json("/v1/tallies?" + BY);
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(this::append));
            for (String query : List.of("", "&by=city", "&by=place,month", "&by=each-actor")) {
                all.add(threads.submit(() -> read("/v1/tallies?" + BY + query)));
            }
            all.add(threads.submit(this::readTheOthers));
            try {
                for (int i = 0; i < PUBLICATIONS; i++) {
                    publish();
                }
            } finally {
                over = true;
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(wrong).as("seed %d, %d answers", SEED, answers.get()).isEmpty();
            assertThat(answers.get()).isGreaterThan(100);
            signing.sign();
            JsonNode last = side.json("/v1/tallies?" + BY);
            assertThat(last.path("total").toString())
                    .isEqualTo(expected.get((int) side.log.size() - 1));
        }
    }

    /** Few at a time; each is signed before the next come. */
    private Void append() throws Exception {
        while (!over && side.log.size() < SIZE) {
            int from = (int) side.log.size();
            side.log.append(history.subList(from, Math.min(SIZE, from + 3)));
            signing.sign();
        }
        return null;
    }

    private void publish() throws Exception {
        HttpResponse<String> begun = side.send("POST", "/v1/replays", "{\"chunk\":100}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        String address = "/v1/replays/" + ReadSideOverHttp.parsed(begun).path("id").asLong();
        HttpResponse<String> published;
        do {
            published = side.send("POST", address + "/publication", "");
        } while (published.statusCode() == 409
                && published
                        .body()
                        .matches("(?s).*:(replay-behind|replay-stalled|busy|not-signed)\".*"));
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
    }

    private Void read(String path) throws Exception {
        long position = -1;
        while (!over) {
            HttpResponse<String> response = side.get(path);
            answers.incrementAndGet();
            if (response.statusCode() != 200) {
                wrong.add(path + ": " + response.body());
                continue;
            }
            JsonNode json = ReadSideOverHttp.parsed(response);
            long at = json.path("position").asLong();
            if (at < position) {
                wrong.add(path + ": " + at + " after " + position);
            }
            position = at;
            if (at >= 0 && !json.path("total").toString().equals(expected.get((int) at))) {
                wrong.add(path + " as of " + at + ": " + json.path("total"));
            }
        }
        return null;
    }

    /** What is not a tally: it is enough that there is an answer, as of a position not before. */
    private Void readTheOthers() throws Exception {
        long position = -1;
        while (!over) {
            for (String path :
                    List.of(
                            "/v1/incidents?limit=20",
                            "/v1/changes?limit=20",
                            "/v1/series",
                            "/v1/actors",
                            "/v1/resolutions/places",
                            "/v1/tallies?asOf=400&" + BY)) {
                HttpResponse<String> response = side.get(path);
                answers.incrementAndGet();
                if (response.statusCode() != 200) {
                    wrong.add(path + ": " + response.body());
                } else if (path.contains("asOf=")) {
                    String total = ReadSideOverHttp.parsed(response).path("total").toString();
                    if (!total.equals(expected.get(400))) {
                        wrong.add(path + ": " + total);
                    }
                } else {
                    long at = ReadSideOverHttp.parsed(response).path("position").asLong();
                    if (at < position) {
                        wrong.add(path + ": " + at + " after " + position);
                    }
                    position = at;
                }
            }
        }
        return null;
    }

    private static List<String> totals(List<RecordedEvent> events) {
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        List<String> totals = new ArrayList<>();
        int seen = 0;
        Measures total = Measures.ZERO;
        for (RecordedEvent event : events) {
            counted.apply(event);
            for (; seen < counted.journal().size(); seen++) {
                total = total.plus(counted.journal().get(seen).measures());
            }
            totals.add(total.json().toString());
        }
        return totals;
    }
}
