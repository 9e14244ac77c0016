package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is sent: a problem that names every fault, never a failure, nothing half-stored. */
class BadInputTest {

    private static final int MUTATIONS = 400;

    private Organisation monitor;
    private long size;

    @BeforeEach
    void a_monitor() {
        monitor = RealLedger.organisation("submit", "read");
        size = RealLedger.logSize();
    }

    @AfterEach
    void nothing_was_stored() {
        assertThat(RealLedger.logSize()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"a\":`                                           | 400 | ``",
                "`{\"externalId\":\"a\"} x`                          | 400 | ``",
                "``                                                  | 400 | ``",
                "`null`                                              | 422 | ``",
                "`[]`                                                | 422 | ``",
                "`{}`                                                | 422 | /externalId /claim",
                "`{\"externalId\":\"a\",\"externalId\":\"b\"}`       | 400 | ``",
                "`{\"externalId\":7,\"claim\":\"no\",\"clam\":1}`    | 422 | /externalId /claim /clam",
                "`{\"externalId\":\"\\u0000\",\"claim\":{}}`         | 422 | /externalId /claim/kind /claim/when",
                "`{\"externalId\":\"\\ud800\",\"claim\":{}}`         | 422 | /externalId",
                "`{\"externalId\":1e999999999,\"claim\":{}}`         | 422 | /externalId",
            })
    void a_body_that_is_no_report_is_refused_with_every_fault(
            String body, int status, String pointers) {
        Requests.Answer answer =
                monitor.requests().post("/v1/reports", body == null ? "" : body).isProblem();

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .contains(pointers.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/when/from                           | \"2999-01-01\"",
                "/when/from                           | \"1899-12-31\"",
                "/when/from                           | \"2001-02-30\"",
                "/when/from                           | \"1980-01-01\"",
                "/when/from                           | 20010603",
                "/when/precision                      | \"hour\"",
                "/kind                                | \"rumour\"",
                "/where/0/country                     | 7",
                "/where/0/name                        | \"a\\u0000b\"",
                "/harm/killed/civilians/total/min     | -1",
                "/harm/killed/civilians/total/min     | 1000001",
                "/harm/killed/civilians/total/min     | 1.5",
                "/harm/killed/civilians/total/min     | 99999999999999999999999",
                "/harm/killed/civilians/total/min     | \"3\"",
                "/harm/killed/civilians/total/about   | 3",
                "/narrative                           | {}",
            })
    void a_claim_that_would_poison_a_tally_is_refused_where_it_is_wrong(
            String pointer, String value) {
        ObjectNode claim = incident().killed(1, 2).json();
        int parent = pointer.lastIndexOf('/');
        ((ObjectNode) claim.at(pointer.substring(0, parent)))
                .set(pointer.substring(parent + 1), JsonMapper.shared().readTree(value));

        JsonNode problem =
                monitor.requests()
                        .post("/v1/reports", "{\"externalId\":\"a\",\"claim\":" + claim + "}")
                        .isProblem(422, "invalid")
                        .json();

        assertThat(problem.path("errors").findValuesAsString("pointer"))
                .as(problem.toString())
                .allMatch(found -> found.startsWith("/claim" + pointer.substring(0, parent)));
    }

    @Test
    void a_body_of_10_mb_is_refused_by_its_size() {
        byte[] body = new byte[10 * 1024 * 1024];
        Arrays.fill(body, (byte) ' ');

        monitor.requests().post("/v1/reports", body, Map.of()).isProblem(413, "too-large");
        monitor.requests()
                .send(
                        "POST",
                        "/v1/reports",
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(body)), // of unknown length
                        Map.of())
                .isProblem(413, "too-large");
    }

    @Test
    void json_nested_beyond_reason_is_refused() {
        monitor.requests().post("/v1/reports", "[".repeat(100_000)).isProblem();
        monitor.requests()
                .post("/v1/reports", "{\"claim\":".repeat(5_000) + "1" + "}".repeat(5_000))
                .isProblem();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /error",
                "POST /error",
                "GET /",
                "GET /index.html",
                "GET /v1",
                "GET /v1/nothing",
                "GET /v1/tallies/",
                "GET /v1//tallies",
                "GET /v1/reports/not-a-uuid",
                "GET /v1/reports/00000000-0000-0000-0000-00000000000g",
                "GET /v1/reports/00000000-0000-8000-8000-000000000000",
                "GET /v1/organisations/%00",
                "GET /v1/organisations/NoSuch",
                "GET /v1/..%2f..%2fetc/passwd",
                "GET /v1/reports;a=b",
                "GET /actuator",
                "GET /actuator/env",
                "GET /v1/tallies?by=place&by=month",
                "GET /v1/tallies?month=",
                "GET /v1/tallies?month=2017-13",
                "GET /v1/tallies?from=2017-06&to=2017-05",
                "GET /v1/tallies?place=%00",
                "GET /v1/tallies?place=%ff%fe",
                "GET /v1/tallies?place=%",
                "GET /v1/tallies?asOf=99999999999999999999",
                "GET /v1/tallies?asOf=-1",
                "GET /v1/tallies?asOf=%2B999999999-12-31T23:59:59Z",
                "GET /v1/tallies?atLeast=x",
                "GET /v1/series?by=place",
                "GET /v1/reports?cursor=1",
                "GET /v1/reports?limit=0",
                "GET /v1/reports?externalId=a",
                "PUT /v1/reports",
                "DELETE /v1/reports/00000000-0000-8000-8000-000000000000",
                "PATCH /v1/tallies",
                "POST /v1/tallies",
                "POST /v1/reports/not-a-uuid/corrections",
                "POST /v1/reports/00000000-0000-8000-8000-000000000000/withdrawals",
                "POST /v1/reports/00000000-0000-8000-8000-000000000000/corrections",
                "POST /v1/organisations",
                "POST /v1/imports",
            })
    void whatever_is_asked_for_a_refusal_is_a_problem_and_never_a_page(String line)
            throws Exception {
        String[] request = line.split(" ", 2);

        String answer = raw(request[0], request[1], "Accept: text/html\r\n");

        if (!answer.startsWith("HTTP/1.1 200")) {
            assertThat(answer)
                    .matches("(?s)HTTP/1.1 4\\d\\d .*")
                    .containsIgnoringCase("Content-Type: application/problem+json")
                    .contains("\"type\":\"urn:casualty-ledger:problem:");
        }
        assertThat(answer).doesNotContainIgnoringCase("<html", "exception", "org.springframework");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic YTpi",
                "Authorization: Bearer ",
                "Authorization: Bearer \u00e9",
                "Accept: nonsense",
                "Accept: image/png",
                "Idempotency-Key: a b",
                "If-None-Match: \u00ff",
                "Content-Type: nonsense",
                "Content-Encoding: br",
                "Transfer-Encoding: nonsense",
                "Content-Length: -1",
                "Expect: the-unexpected",
                "Range: bytes=0-1",
            })
    void odd_headers_are_refused_or_left_alone(String header) throws Exception {
        for (String path : List.of("/v1/tallies", "/v1/reports")) {
            assertThat(raw("GET", path, header + "\r\n"))
                    .as(path)
                    .matches("(?s)HTTP/1.1 ([24]\\d\\d|501).*"); // 501: RFC 9112 §6.1
        }
    }

    @Test
    void hundreds_of_mutations_of_a_report_are_each_taken_or_refused() {
        long seed = System.nanoTime();
        System.err.println("BadInputTest: reports, seed " + seed);
        Random random = new Random(seed);
        String valid =
                incident()
                        .killed(3, 5)
                        .by("Synthetic Force A")
                        .narrative("As told.")
                        .source("Synthetic Wire", "Synthetic headline")
                        .as("mutant");
        List<String> taken = new ArrayList<>();

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] body = mutated(valid.getBytes(StandardCharsets.UTF_8), random);
            Requests.Answer answer = monitor.requests().post("/v1/reports", body, Map.of());
            if (answer.status() == 201) {
                taken.add(answer.json().path("report").asString());
            } else if (answer.status() != 200) {
                answer.isProblem();
            }
        }

        assertThat(RealLedger.logSize()).as("seed %d", seed).isEqualTo(size + taken.size());
        size += taken.size();
        monitor.requests() // each that was taken can be counted
                .get("/v1/tallies?by=place,month,actor&atLeast=" + (size - 1))
                .is(200);
    }

    @Test
    void hundreds_of_mutations_of_a_question_are_each_answered_or_refused() {
        long seed = System.nanoTime();
        System.err.println("BadInputTest: questions, seed " + seed);
        Random random = new Random(seed);
        List<String> valid =
                List.of(
                        "/v1/tallies?by=place,month&month=2001-06&role=party&actor=Synthetic+Force",
                        "/v1/tallies?asOf=2026-11-22T06:00:00Z&from=2001-01&to=2001-12&format=csv",
                        "/v1/series?organisation=monitor-1&theatre=SYR&place=Synthetic+Town&asOf=1",
                        "/v1/reports?organisation=monitor-1&limit=5&cursor=0-1");

        for (int i = 0; i < MUTATIONS; i++) {
            String question = valid.get(i % valid.size());
            int query = question.indexOf('?') + 1;
            byte[] mutated =
                    mutated(question.substring(query).getBytes(StandardCharsets.US_ASCII), random);
            Requests.Answer answer =
                    monitor.requests().get(question.substring(0, query) + escaped(mutated));
            if (answer.status() != 200) {
                answer.isProblem();
            }
        }
    }

    /** A few bytes changed, removed, doubled or moved. */
    private static byte[] mutated(byte[] valid, Random random) {
        StringBuilder text = new StringBuilder(new String(valid, StandardCharsets.ISO_8859_1));
        List<String> odd =
                List.of(
                        "\"",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\\",
                        "0",
                        "-",
                        "9",
                        "e",
                        "null",
                        "\0",
                        "\u00ff",
                        "\u00ed\u00a0\u0080",
                        "\\ud800",
                        "\\u0000",
                        "true",
                        "1e400",
                        "\u00ef\u00bb\u00bf",
                        "%",
                        "&",
                        "=",
                        " ",
                        "\n",
                        "2001",
                        "999999999999");
        for (int change = 0; change <= random.nextInt(3); change++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, odd.get(random.nextInt(odd.size())));
                case 2 -> text.replace(at, end, odd.get(random.nextInt(odd.size())));
                default -> text.insert(random.nextInt(text.length()), text.substring(at, end));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What no address may hold is written %XX; what merely should not, stays. */
    private static String escaped(byte[] query) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : query) {
            boolean plain =
                    Character.isLetterOrDigit(b & 0xff) && b > 0 || "-._~&=+,:".indexOf(b) >= 0;
            escaped.append(plain ? "" + (char) b : "%%%02x".formatted(b & 0xff));
        }
        return escaped.toString();
    }

    /** Bytes as they are, past every client's own checks. The whole answer. */
    private String raw(String verb, String path, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RealLedger.url().getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            String key =
                    headers.startsWith("Authorization")
                            ? ""
                            : "Authorization: Bearer " + monitor.key() + "\r\n";
            String length = verb.equals("GET") ? "" : "Content-Length: 2\r\n";
            out.write(
                    (verb + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            out.write((key + headers + length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            if (!length.isEmpty()) {
                out.write("{}".getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
