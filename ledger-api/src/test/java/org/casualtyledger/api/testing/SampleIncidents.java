package org.casualtyledger.api.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.api.testing.TestLedger.Answer;

/** Synthetic incidents in a {@link TestLedger}, submitted and judged over HTTP. */
public final class SampleIncidents {
    /** They share commits, so many at once cost little more than one. */
    private static final int AT_ONCE = 16;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestLedger ledger;
    private final String submitter;

    /**
     * @param submitter a key with the scope submit
     */
    public SampleIncidents(TestLedger ledger, String submitter) {
        this.ledger = ledger;
        this.submitter = submitter;
    }

    /** An incident as its submissions made it. */
    public record Sample(String incident, List<String> reports) {
        public String report() {
            return reports.getFirst();
        }
    }

    public Sample in(String country, int reports) {
        Answer first = submit(body("incident", country, ""));
        String incident = first.json().get("incident").stringValue();
        List<String> ids = new ArrayList<>(List.of(first.json().get("report").stringValue()));
        List<CompletableFuture<Answer>> others = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 1; i < reports; i++) {
                String body = body("incident", country, "\"incident\":\"" + incident + "\",");
                others.add(CompletableFuture.supplyAsync(() -> submit(body), threads));
            }
        }
        others.forEach(other -> ids.add(other.join().json().get("report").stringValue()));
        return new Sample(incident, List.copyOf(ids));
    }

    public Sample syrian(int reports) {
        return in("Syria", reports);
    }

    /** A report that belongs to no incident. */
    public String cumulative() {
        return submit(body("cumulative", "Syria", "")).json().get("report").stringValue();
    }

    /** A correction, which changes a report and not its incident. */
    public Answer correct(String report) {
        String correction =
                "{\"reason\":\"SYNTHETIC SAMPLE: recounted\",\"claim\":%s}"
                        .formatted(claim("incident", "Syria", NUMBER.incrementAndGet()));
        return ledger.post(
                "/v1/reports/" + report + "/corrections", submitter, correction, "If-Match", "*");
    }

    private Answer submit(String body) {
        Answer answer = ledger.post("/v1/reports", submitter, body);
        if (answer.status() != 201) {
            throw new AssertionError(answer.json().toString());
        }
        return answer;
    }

    private static String body(String kind, String country, String incident) {
        int number = NUMBER.incrementAndGet();
        return "{\"externalId\":\"sample-%d\",%s\"claim\":%s}"
                .formatted(number, incident, claim(kind, country, number));
    }

    private static String claim(String kind, String country, int killed) {
        return """
            {"kind":"%s","when":{"from":"2001-06-03","to":"2001-06-03","precision":"day"},
             "where":[{"name":"Example town","country":"%s","precision":"exact"}],
             "harm":{"killed":{"civilians":{"total":{"min":%d}}}}}
            """
                .formatted(kind, country, killed);
    }
}
