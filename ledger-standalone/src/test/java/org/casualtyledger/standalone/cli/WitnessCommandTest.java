package org.casualtyledger.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.AddCheckpoint;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.standalone.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The witness as a process of its own, which is killed. */
@Timeout(120)
class WitnessCommandTest {
    @TempDir Path temporary;

    private final SigningKey log = SigningKey.generate("ledger.example/log", VerifierKey.ED25519);
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void what_it_cosigned_it_remembers_after_it_was_killed() throws Exception {
        Running first = start("--name", "witness.example/w1");
        assertThat(first.json().path("logs").get(0).asString()).isEqualTo(log.name());
        SignedNote tree = checkpoint("a");
        HttpResponse<String> cosigned = post(first, new AddCheckpoint(0, List.of(), tree));
        assertThat(cosigned.statusCode()).isEqualTo(200);
        assertThat(cosigned.body()).startsWith("\u2014 witness.example/w1 ");
        first.process().destroyForcibly().waitFor();

        Running again = start();

        assertThat(again.json().path("key")).isEqualTo(first.json().path("key"));
        HttpResponse<String> forked =
                post(again, new AddCheckpoint(0, List.of(), checkpoint("another leaf")));
        assertThat(forked.statusCode()).isEqualTo(409);
        assertThat(forked.body()).isEqualTo("1\n");
        assertThat(post(again, new AddCheckpoint(1, List.of(), tree)).statusCode()).isEqualTo(200);
        again.process().destroy();
        assertThat(again.process().waitFor()).isEqualTo(143); // SIGTERM
    }

    @Test
    void a_second_process_on_the_same_folder_is_refused() throws Exception {
        Running first = start("--name", "witness.example/w1");

        Shell second = Shell.run(arguments("--listen", "0"));

        assertThat(second.exit()).isEqualTo(ExitCode.REFUSED.code);
        assertThat(second.err()).contains("another witness process");
        assertThat(first.process().isAlive()).isTrue();
    }

    @Test
    void what_makes_no_witness_is_refused_in_words() {
        assertThat(Shell.run("witness", "--dir", temporary.resolve("w").toString()).exit())
                .isEqualTo(ExitCode.USAGE.code);
        Shell nameless = Shell.run(arguments());
        assertThat(nameless.exit()).isEqualTo(ExitCode.REFUSED.code);
        assertThat(nameless.err()).contains("needs a name");
        for (String[] wrong :
                new String[][] {
                    {"--name", "a", "--listen", "port"},
                    {"--name", "a", "--listen", "70000"},
                    {"--name", "a", "--log", "no key"},
                    {"--name", "a", "--log", log.secret()}
                }) {
            Shell refused = Shell.run(arguments(wrong));
            assertThat(refused.exit()).as(String.join(" ", wrong)).isEqualTo(ExitCode.USAGE.code);
            assertThat(refused.err()).doesNotContain(log.secret());
        }
        assertThat(temporary.resolve("w/witness.key")).doesNotExist();
    }

    private String[] arguments(String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "witness",
                                "--dir",
                                temporary.resolve("w").toString(),
                                "--log",
                                log.verifier().toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private record Running(Process process, JsonNode json) {}

    private Running start(String... more) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Ledger.class.getName()));
        command.addAll(List.of(arguments("--listen", "0", "--json")));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(temporary.resolve("witness.err").toFile())
                        .start();
        started.add(process);
        BufferedReader out = process.inputReader(UTF_8);
        return new Running(process, JsonMapper.shared().readTree(out.readLine()));
    }

    private SignedNote checkpoint(String leaf) {
        byte[] root = Frontier.empty().append(Merkle.leafHash(leaf.getBytes(UTF_8))).root();
        String text = new Checkpoint(log.name(), 1, root).text();
        return new SignedNote(text, List.of(log.sign(text)));
    }

    private static HttpResponse<String> post(Running witness, AddCheckpoint request)
            throws Exception {
        String url = witness.json().path("url").asString() + "/add-checkpoint";
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofSeconds(30))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(UTF_8));
        }
    }
}
