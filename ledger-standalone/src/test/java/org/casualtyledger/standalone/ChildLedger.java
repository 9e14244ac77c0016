package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line in a JVM of its own, with options of its own; it can be killed. */
final class ChildLedger implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path out;
    private final Path err;

    private ChildLedger(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static ChildLedger start(Path folder, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1", // it lives for a few seconds
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ledger.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "child", ".out");
        Path err = Files.createTempFile(folder, "child", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LEDGER_"));
        return new ChildLedger(builder.start(), out, err);
    }

    /** What it printed, when it has ended as it should. */
    static String run(Path folder, List<String> options, String... arguments) throws Exception {
        try (ChildLedger child = start(folder, options, arguments)) {
            assertThat(child.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends", List.of(arguments))
                    .isTrue();
            assertThat(child.process.exitValue()).as(Files.readString(child.err)).isZero();
            return Files.readString(child.out);
        }
    }

    /** The first line that `serve --json` prints. */
    JsonNode announcement() throws IOException {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
                            return Files.readString(out).endsWith("\n");
                        });
        return JsonMapper.shared().readTree(Files.readString(out));
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
