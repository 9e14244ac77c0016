package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.casualtyledger.standalone.embedded.EmbeddedLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code kill -9} of the server while it imports, and what the next start finds. */
class KilledInTheMiddleTest {

    private static final int ROWS = 8_000;

    /** The server is killed when so many rows were acknowledged. */
    private static final int ACKNOWLEDGED = 600;

    private static final String IMPORTS = "/v1/imports?profile=ucdp-ged";

    @TempDir Path folder;

    @Test
    void what_was_acknowledged_stays_and_the_same_import_again_gives_the_same_totals()
            throws Exception {
        UcdpFile file = UcdpFile.of(ROWS);
        Path data = folder.resolve("data");
        String key;
        long acknowledged;
        try (ChildLedger child =
                ChildLedger.start(
                        folder,
                        List.of(),
                        "serve",
                        "--json",
                        "--port",
                        "0",
                        "--data",
                        data.toString())) {
            JsonNode served = child.announcement();
            URI server = URI.create(served.path("url").asString());
            key = organisation(new Requests(server, served.path("administratorKey").asString()));
            acknowledged = killedWhileImporting(file, server, key, child);
        }

        try (EmbeddedLedger.Here here =
                (EmbeddedLedger.Here)
                        EmbeddedLedger.open(data, 0, true, RealLedger.process(), _ -> {})) {
            Requests requests = new Requests(here.address().url(), key);
            long kept = incidents(requests);
            assertThat(kept).isGreaterThanOrEqualTo(acknowledged).isLessThan(ROWS);

            JsonNode again = summary(requests, file);

            assertThat(again.path("unchanged").asLong()).isEqualTo(kept);
            assertThat(again.path("accepted").asLong()).isEqualTo(ROWS - kept);
            assertThat(tally(requests, "killed-1")).isEqualTo(uninterrupted(file));

            publicTalliesNeedNoKeyAndAllElseDoes(here.address().url());
        }
    }

    /** It was reopened with public tallies. */
    private static void publicTalliesNeedNoKeyAndAllElseDoes(URI url) {
        Requests nobody = new Requests(url, "");
        nobody.get("/v1/tallies?by=month").is(200);
        nobody.get("/v1/series").is(200);
        nobody.get("/v1/reports").isProblem(401, "key-needed");
        nobody.post("/v1/reports", SyntheticClaim.incident().as("a")).isProblem(401, "key-needed");
        nobody.post(IMPORTS, "").isProblem(401, "key-needed");
        new Requests(url, "wrong").get("/v1/tallies").isProblem(401, "unknown-key");
    }

    private static String uninterrupted(UcdpFile file) {
        RealLedger.Organisation monitor = RealLedger.organisation("submit", "read");
        summary(monitor.requests(), file);
        return tally(monitor.requests(), monitor.id());
    }

    private static String organisation(Requests administrator) {
        return administrator
                .post(
                        "/v1/organisations",
                        """
                        {"id":"killed-1","name":"Monitor (synthetic)","scopes":["submit","read"]}""")
                .is(201)
                .json()
                .path("key")
                .asString();
    }

    /** How many rows were acknowledged before the answer broke off. */
    private static long killedWhileImporting(
            UcdpFile file, URI server, String key, ChildLedger child) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server + IMPORTS))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file.bytes()))
                        .build();
        long acknowledged = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            InputStream answer =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    assertThat(line).as("it was killed before the end").doesNotContain("summary");
                    acknowledged += line.contains("\"accepted\"") ? 1 : 0;
                    if (acknowledged == ACKNOWLEDGED) {
                        child.kill();
                    }
                }
            } catch (IOException brokenOff) {
                assertThat(acknowledged).isGreaterThanOrEqualTo(ACKNOWLEDGED);
            }
        }
        return acknowledged;
    }

    private static JsonNode summary(Requests requests, UcdpFile file) {
        List<String> lines =
                requests.post(IMPORTS, file.bytes(), Map.of()).is(200).body().lines().toList();
        return JsonMapper.shared().readTree(lines.getLast()).path("summary");
    }

    private static long incidents(Requests requests) {
        long last = requests.get("/v1/reports?limit=1").json().path("position").asLong();
        return requests.counted(last)
                .get("/v1/tallies")
                .is(200)
                .json()
                .at("/total/incidents")
                .asLong();
    }

    private static String tally(Requests requests, String organisation) {
        long last = requests.get("/v1/reports?limit=1").json().path("position").asLong();
        JsonNode tally =
                requests.counted(last)
                        .get("/v1/tallies?by=place,month,actor&organisation=" + organisation)
                        .is(200)
                        .json();
        assertThat(tally.at("/total/incidents").asLong()).as("each row once").isEqualTo(ROWS);
        assertThat(
                        StreamSupport.stream(tally.path("rows").spliterator(), false)
                                .mapToLong(row -> row.path("incidents").asLong())
                                .sum())
                .isEqualTo(ROWS);
        return tally.path("rows") + " " + tally.path("total");
    }
}
