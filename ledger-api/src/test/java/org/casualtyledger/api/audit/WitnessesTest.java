package org.casualtyledger.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.audit.witness.Witness;
import org.casualtyledger.audit.witness.WitnessFolder;
import org.casualtyledger.audit.witness.WitnessServer;
import org.casualtyledger.events.note.AddCheckpoint;
import org.casualtyledger.events.note.SampleLog;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against the real witness over HTTP, and against others that misbehave. */
@Timeout(60)
class WitnessesTest {
    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    @TempDir Path temporary;

    private final SampleLog log = SampleLog.of("ledger.example/log", 20);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }

    private static String setting(VerifierKey key, InetSocketAddress address) {
        return key + " http://localhost:" + address.getPort();
    }

    /** A real witness of the log; its setting. */
    private String witness(String name) throws Exception {
        WitnessFolder folder = open(WitnessFolder.take(temporary.resolve(name), Optional.of(name)));
        Witness witness =
                new Witness(folder, List.of(log.verifier()), InstantSource.system(), _ -> {});
        return setting(
                witness.verifier(), open(WitnessServer.start(witness, ANY, _ -> {})).address());
    }

    private Witnesses witnesses(Duration patience, String... settings) {
        return open(Witnesses.of(List.of(settings), patience));
    }

    private static void assertCosigned(SignedNote note, WitnessAnswer answer, String setting)
            throws Exception {
        assertThat(answer).isInstanceOf(WitnessAnswer.Cosigned.class);
        VerifierKey key = VerifierKey.parse(setting.substring(0, setting.indexOf(' ')));
        assertThat(note.with(((WitnessAnswer.Cosigned) answer).line()).verifiedBy(List.of(key)))
                .containsExactly(key);
    }

    @Test
    void every_witness_cosigns_each_checkpoint_of_a_growing_log() throws Exception {
        String one = witness("w1");
        String two = witness("w2");
        Witnesses both = witnesses(PATIENCE, one, two);
        for (int size : new int[] {0, 1, 7, 7, 8, 20}) {
            List<WitnessAnswer> answers = both.cosign(log.at(size), log.tree());

            assertThat(answers).extracting(WitnessAnswer::witness).containsExactly("w1", "w2");
            assertCosigned(log.at(size), answers.get(0), one);
            assertCosigned(log.at(size), answers.get(1), two);
        }
    }

    @Test
    void a_log_that_was_started_again_learns_what_was_cosigned() throws Exception {
        String one = witness("w1");
        witnesses(PATIENCE, one).cosign(log.at(7), log.tree());

        Witnesses later = witnesses(PATIENCE, one);

        assertCosigned(log.at(9), later.cosign(log.at(9), log.tree()).getFirst(), one);
    }

    @Test
    void a_fork_is_contradicted() throws Exception {
        Witnesses witnesses = witnesses(PATIENCE, witness("w1"));
        witnesses.cosign(log.at(7), log.tree());
        SampleLog fork = log.forkedAt(5, 20);

        for (int size : new int[] {7, 8, 20}) {
            assertThat(witnesses.cosign(fork.at(size), fork.tree()).getFirst())
                    .isInstanceOf(WitnessAnswer.Contradicted.class);
        }
        assertThat(witnesses(PATIENCE, opened("w1")).cosign(fork.at(20), fork.tree()).getFirst())
                .isInstanceOf(WitnessAnswer.Contradicted.class);
        assertThat(witnesses.cosign(log.at(20), log.tree()).getFirst())
                .isInstanceOf(WitnessAnswer.Cosigned.class);
    }

    /** The setting of a witness that was opened before. */
    private String opened(String name) {
        WitnessServer server =
                opened.stream()
                        .filter(WitnessServer.class::isInstance)
                        .map(WitnessServer.class::cast)
                        .findFirst()
                        .orElseThrow();
        WitnessFolder folder =
                opened.stream()
                        .filter(WitnessFolder.class::isInstance)
                        .map(WitnessFolder.class::cast)
                        .findFirst()
                        .orElseThrow();
        return setting(folder.verifier(), server.address());
    }

    @Test
    void a_log_that_was_rolled_back_is_told_so() throws Exception {
        Witnesses witnesses = witnesses(PATIENCE, witness("w1"));
        witnesses.cosign(log.at(7), log.tree());

        WitnessAnswer answer = witnesses.cosign(log.at(5), log.tree()).getFirst();

        assertThat(answer)
                .isEqualTo(
                        new WitnessAnswer.Contradicted(
                                "w1", "has cosigned 7 events, and this log has 5"));
    }

    @Test
    void a_witness_says_what_it_last_cosigned() throws Exception {
        Witnesses witnesses = witnesses(PATIENCE, witness("w1"));

        assertThat(witnesses.lastCosigned(log.at(0)))
                .containsExactly(new LastCosigned.Size("w1", 0));
        witnesses.cosign(log.at(7), log.tree());
        assertThat(witnesses.lastCosigned(log.at(0)))
                .containsExactly(new LastCosigned.Size("w1", 7));
        assertCosigned(log.at(9), witnesses.cosign(log.at(9), log.tree()).getFirst(), opened("w1"));
    }

    @Test
    void a_witness_that_does_not_know_this_log_is_missing() throws Exception {
        SampleLog stranger = SampleLog.of("stranger.example/log", 3);
        Witnesses witnesses = witnesses(PATIENCE, witness("w1"));

        assertThat(fault(witnesses.cosign(stranger.at(3), stranger.tree()).getFirst()))
                .startsWith("answered 404");
        assertThat(witnesses.lastCosigned(stranger.at(0)).getFirst())
                .isInstanceOf(LastCosigned.Unknown.class);
    }

    private static String fault(WitnessAnswer answer) {
        assertThat(answer).isInstanceOf(WitnessAnswer.Missing.class);
        return ((WitnessAnswer.Missing) answer).fault();
    }

    // From here on: witnesses that lie, or are not there.

    private final SigningKey liar = SigningKey.generate("liar", VerifierKey.COSIGNATURE);

    /** What it answers to anything; its setting. */
    private String answering(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(ANY, 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        open(
                () -> {
                    server.stop(0);
                    threads.shutdownNow();
                });
        return setting(liar.verifier(), server.getAddress());
    }

    private static HttpHandler with(int status, byte[] body) {
        return exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                if (body.length > 0) {
                    exchange.getResponseBody().write(body);
                }
            }
        };
    }

    private static HttpHandler with(int status, String body) {
        return with(status, body.getBytes(UTF_8));
    }

    private WitnessAnswer asked(String setting) {
        return witnesses(IMPATIENCE, setting).cosign(log.at(7), log.tree()).getFirst();
    }

    @Test
    void no_answer_but_a_cosignature_of_this_very_text_by_its_key_is_accepted() throws Exception {
        String text = log.at(7).text();
        String right = liar.cosign(text, 1_700_000_000).written();
        String otherText = liar.cosign(log.at(6).text(), 1_700_000_000).written();
        String otherKey =
                SigningKey.generate("liar", VerifierKey.COSIGNATURE).cosign(text, 1).written();
        String otherTime =
                new SignedNote.Line(
                                "liar",
                                liar.verifier().id(),
                                changed(liar.cosign(text, 1_700_000_000).signature()))
                        .written();
        String noted = new String(log.at(7).bytes(), UTF_8);

        assertThat(asked(answering(with(200, right)))).isInstanceOf(WitnessAnswer.Cosigned.class);
        for (String wrong :
                List.of(
                        "",
                        "\n",
                        "yes",
                        otherText,
                        otherKey,
                        otherTime,
                        right + otherText,
                        right.strip(),
                        "\n" + right,
                        noted + right,
                        "another text\n\n" + right,
                        right.repeat(200))) {
            assertThat(fault(asked(answering(with(200, wrong))))).as(wrong).isNotEmpty();
        }
        assertThat(asked(answering(with(200, otherKey + right))))
                .isInstanceOf(WitnessAnswer.Cosigned.class);
    }

    private static byte[] changed(byte[] timed) {
        timed[7] ^= 1;
        return timed;
    }

    @Test
    void whatever_status_is_answered_with_whatever_body_harms_nothing() throws Exception {
        for (int status : new int[] {200, 204, 302, 400, 403, 404, 409, 413, 500, 503}) {
            for (String body : List.of("", "7", "x\n", "-1\n", "99999999999999999999\n")) {
                assertThat(fault(asked(answering(with(status, body))))).isNotEmpty();
            }
        }
    }

    @Test
    void a_witness_that_says_another_size_each_time_is_asked_twice() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        WitnessAnswer answer =
                asked(
                        answering(
                                exchange ->
                                        with(409, asked.incrementAndGet() + "\n")
                                                .handle(exchange)));

        assertThat(fault(answer)).isNotEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_witness_that_lies_about_what_it_cosigned_contradicts_and_harms_nothing()
            throws Exception {
        String far = answering(with(409, "9223372036854775807\n"));

        assertThat(asked(far)).isInstanceOf(WitnessAnswer.Contradicted.class);
        assertThat(asked(answering(with(422, "\u001b[31mno\n"))))
                .isEqualTo(
                        new WitnessAnswer.Contradicted(
                                "liar",
                                "cosigned a history that this one does not follow: [31mno"));
    }

    @Test
    void a_slow_a_dripping_and_a_huge_answer_are_not_waited_for() throws Exception {
        String silent = answering(exchange -> hold(exchange, 0));
        String dripping = answering(exchange -> hold(exchange, 200));
        String huge = answering(with(200, new byte[10_000_000]));

        assertThat(fault(asked(silent))).contains("300 ms");
        assertThat(fault(asked(dripping))).contains("300 ms");
        assertThat(fault(asked(huge))).contains("can be read");
    }

    /** Answers with headers and one byte, or with nothing, and then no more until it is stopped. */
    private static void hold(HttpExchange exchange, int status) throws IOException {
        if (status > 0) {
            exchange.sendResponseHeaders(status, 0);
            OutputStream body = exchange.getResponseBody();
            body.write(0xe2);
            body.flush();
        }
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    @Test
    void a_closed_port_is_said_plainly_and_others_are_not_kept_waiting() throws Exception {
        InetSocketAddress closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = new InetSocketAddress("localhost", socket.getLocalPort());
        }
        String there = witness("w1");
        Witnesses both = witnesses(PATIENCE, setting(liar.verifier(), closed), there);

        List<WitnessAnswer> answers = both.cosign(log.at(7), log.tree());

        assertThat(fault(answers.get(0))).startsWith("cannot be reached");
        assertCosigned(log.at(7), answers.get(1), there);
        assertThat(both.lastCosigned(log.at(0)))
                .containsExactly(
                        new LastCosigned.Unknown("liar", fault(answers.get(0))),
                        new LastCosigned.Size("w1", 7));
    }

    @Test
    void where_a_witness_sends_on_to_is_not_followed() throws Exception {
        String there = witness("w1");
        String address = there.substring(there.indexOf(' ') + 1);
        String elsewhere =
                answering(
                        exchange -> {
                            exchange.getResponseHeaders()
                                    .set("Location", address + "/add-checkpoint");
                            with(307, "").handle(exchange);
                        });

        assertThat(fault(asked(elsewhere))).startsWith("answered 307");
    }

    @Test
    void a_fault_of_the_tree_is_the_callers() throws Exception {
        Witnesses witnesses = witnesses(PATIENCE, witness("w1"));
        witnesses.cosign(log.at(7), log.tree());

        assertThatThrownBy(
                        () ->
                                witnesses.cosign(
                                        log.at(9),
                                        (_, _) -> {
                                            throw new IllegalStateException("no database");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no database");
    }

    @Test
    void what_is_no_setting_of_a_witness_is_refused_at_the_start() {
        VerifierKey key = liar.verifier();
        for (List<String> wrong :
                List.of(
                        List.of(key.toString()),
                        List.of("http://localhost " + key),
                        List.of(key + " localhost"),
                        List.of(key + " ftp://localhost"),
                        List.of(key + " http://localhost more"),
                        List.of(log.verifier() + " http://localhost"),
                        List.of(key + " http://a.example", key + " http://b.example"))) {
            assertThatIllegalArgumentException()
                    .as(wrong.toString())
                    .isThrownBy(() -> Witnesses.of(wrong, PATIENCE));
        }
        assertThat(witnesses(PATIENCE).isEmpty()).isTrue();
        assertThat(witnesses(PATIENCE).cosign(log.at(7), log.tree())).isEmpty();
    }

    @Test
    void a_prefix_may_end_in_a_slash_and_have_a_path() throws Exception {
        List<String> paths = new ArrayList<>();
        String setting =
                answering(
                        exchange -> {
                            paths.add(exchange.getRequestURI().getPath());
                            AddCheckpoint request;
                            try {
                                request =
                                        AddCheckpoint.parse(
                                                exchange.getRequestBody().readAllBytes());
                            } catch (SignedNote.NotANote e) {
                                throw new IOException(e);
                            }
                            String line = liar.cosign(request.checkpoint().text(), 1).written();
                            with(200, line).handle(exchange);
                        });

        assertThat(asked(setting + "/w1/")).isInstanceOf(WitnessAnswer.Cosigned.class);
        assertThat(asked(setting + "/w1")).isInstanceOf(WitnessAnswer.Cosigned.class);
        assertThat(paths).containsOnly("/w1/add-checkpoint");
    }
}
