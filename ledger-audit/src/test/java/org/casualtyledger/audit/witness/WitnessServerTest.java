package org.casualtyledger.audit.witness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.events.note.AddCheckpoint;
import org.casualtyledger.events.note.SampleLog;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Statuses, media types and bodies, as C2SP tlog-witness says them. */
@Timeout(60)
class WitnessServerTest {
    @TempDir Path temporary;

    private final SampleLog log = SampleLog.of("ledger.example/log", 20);
    private final HttpClient http = HttpClient.newHttpClient();
    private WitnessFolder folder;
    private Witness witness;
    private WitnessServer server;

    @BeforeEach
    void start() throws Exception {
        folder = WitnessFolder.take(temporary.resolve("w"), Optional.of("witness.example/w1"));
        witness = new Witness(folder, List.of(log.verifier()), InstantSource.system(), _ -> {});
        server =
                WitnessServer.start(
                        witness,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        _ -> {});
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
        folder.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.address().getPort() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> post(byte[] body) throws Exception {
        return http.send(
                request("/add-checkpoint")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private HttpResponse<String> post(AddCheckpoint request) throws Exception {
        return post(request.bytes());
    }

    @Test
    void a_cosigned_checkpoint_is_answered_with_signature_lines() throws Exception {
        HttpResponse<String> answer = post(log.step(0, 7));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("\u2014 witness.example/w1 ").endsWith("\n");
        SignedNote whole =
                SignedNote.parse(
                        (new String(log.at(7).bytes(), UTF_8) + answer.body()).getBytes(UTF_8));
        assertThat(whole.verifiedBy(List.of(witness.verifier())))
                .containsExactly(witness.verifier());
    }

    @Test
    void a_conflict_says_the_size_alone() throws Exception {
        post(log.step(0, 7));

        HttpResponse<String> answer = post(log.step(0, 9));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo("7\n");
    }

    @Test
    void each_refusal_has_its_status() throws Exception {
        post(log.step(0, 7));

        assertThat(post("no request".getBytes(UTF_8)).statusCode()).isEqualTo(400);
        assertThat(post(SampleLog.of("ledger.example/log", 9).step(7, 9)).statusCode())
                .isEqualTo(403);
        assertThat(post(SampleLog.of("other.example/log", 9).step(7, 9)).statusCode())
                .isEqualTo(404);
        assertThat(post(log.forkedAt(5, 20).step(7, 7)).statusCode()).isEqualTo(409);
        assertThat(post(log.forkedAt(5, 20).step(7, 9)).statusCode()).isEqualTo(422);
    }

    @Test
    void other_addresses_and_methods_are_refused() throws Exception {
        HttpResponse<String> got = get("/add-checkpoint");

        assertThat(got.statusCode()).isEqualTo(405);
        assertThat(got.headers().firstValue("Allow")).contains("POST");
        assertThat(get("/add-checkpoint/").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    @Test
    void its_public_key_can_be_asked_for() throws Exception {
        assertThat(VerifierKey.parse(get("/key").body())).isEqualTo(witness.verifier());
    }

    @Test
    void a_body_of_more_bytes_than_a_request_can_have_is_refused() throws Exception {
        assertThat(post(new byte[WitnessServer.MOST_BYTES + 1]).statusCode()).isEqualTo(413);
        assertThat(post(log.step(0, 7)).statusCode()).isEqualTo(200);
    }

    @Test
    void who_sends_slowly_keeps_nobody_out_and_is_cut_off() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
            socket.getOutputStream()
                    .write(
                            "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 1000\r\n\r\nold"
                                    .getBytes(ISO_8859_1));
            slow.add(socket);
        }

        assertThat(post(log.step(0, 7)).statusCode()).isEqualTo(200);
        for (Socket socket : slow) {
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            socket.close();
        }
    }

    @Test
    void many_at_once_are_all_answered() throws Exception {
        byte[] first = log.step(0, 7).bytes();
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(
                    http.sendAsync(
                            request("/add-checkpoint")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(first))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(UTF_8)));
        }
        List<Integer> statuses = all.stream().map(one -> one.join().statusCode()).toList();

        assertThat(statuses)
                .containsOnlyOnce(200)
                .allMatch(status -> status == 200 || status == 409);
    }
}
