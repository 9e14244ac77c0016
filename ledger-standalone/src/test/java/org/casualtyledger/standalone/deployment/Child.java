package org.casualtyledger.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.casualtyledger.standalone.Requests;
import tools.jackson.databind.JsonNode;

/**
 * A service in a JVM of its own, which can be killed, stopped, and started again at the same
 * address. What it prints is in a file.
 */
final class Child implements AutoCloseable {
    /** A JVM starts within 8 s; a machine that others use as well needs longer. */
    static final Duration STARTS = Duration.ofSeconds(90);

    private final String name;
    private final String main;
    private final Path folder;
    private final int port;
    private final Map<String, String> settings = new TreeMap<>();
    private Process process;

    /**
     * @param name its {@code ledger.instance}, and that of its file
     */
    Child(String name, Class<?> main, Path folder, int port, Map<String, String> settings) {
        this.name = name;
        this.main = main.getName();
        this.folder = folder;
        this.port = port;
        this.settings.putAll(settings);
        this.settings.put("ledger.instance", name);
        this.settings.put("server.port", Integer.toString(port));
        this.settings.put("server.address", "127.0.0.1");
        this.settings.put("spring.main.banner-mode", "off");
        this.settings.put("spring.threads.virtual.enabled", "true");
    }

    String name() {
        return name;
    }

    /** As who has no key. */
    Requests requests(String key) {
        return new Requests(URI.create("http://127.0.0.1:" + port), key);
    }

    /** Where it does not run. */
    void start() throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(main);
        settings.forEach((setting, value) -> arguments.add("--" + setting + "=" + value));
        process = java(folder.resolve(name + ".out"), List.of(), arguments);
    }

    void awaitStarted() {
        await().atMost(STARTS)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            assertThat(process.isAlive())
                                    .as("%s lives; see %s", name, folder)
                                    .isTrue();
                            return answers();
                        });
    }

    /** Whether it answers at all. */
    boolean answers() {
        try {
            return requests("").get("/v1/health").status() == 200;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    JsonNode health() {
        return requests("").get("/v1/health").is(200).json();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** It stands still, wherever it is, and knows nothing of it. */
    void stop() throws Exception {
        signal("STOP");
    }

    void goOn() throws Exception {
        signal("CONT");
    }

    private void signal(String signal) throws Exception {
        Process sent =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start();
        assertThat(sent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sent.exitValue()).isZero();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }

    static Process java(Path output, List<String> options, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment()
                .keySet()
                .removeIf(v -> v.startsWith("LEDGER_") || v.startsWith("SPRING_"));
        Files.createDirectories(output.getParent());
        return builder.start();
    }
}
