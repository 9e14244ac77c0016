package org.casualtyledger.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka in a JVM of its own: it can be killed, and started again on what it left behind. */
final class Broker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    /**
     * @param folder for its settings and its output
     * @param data for its records
     */
    Broker(Path folder, Path data, int port, int controller) throws Exception {
        this.folder = folder;
        this.port = port;
        Files.writeString(
                settings(),
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                auto.create.topics.enable=false
                # Who was killed may register again only when its session is over.
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=500
                """
                        .formatted(controller, port, controller, data));
        Files.writeString(
                quiet(),
                """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %-5level %logger -- %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="out"/></root>
                </configuration>
                """);
        Process formatted =
                java(
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        "MkU3OEVBNTcwNTJENDM2Qk",
                        "-c",
                        settings().toString());
        assertThat(formatted.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(formatted.exitValue()).as("see %s", folder).isZero();
    }

    private Path settings() {
        return folder.resolve("kafka.properties");
    }

    private Path quiet() {
        return folder.resolve("kafka-logback.xml");
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns at once; clients find it when it is there. */
    void start() throws IOException {
        process = java("kafka.Kafka", settings().toString());
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Process java(String... arguments) throws IOException {
        return Child.java(
                folder.resolve("kafka.out"),
                List.of("-Dlogback.configurationFile=" + quiet()),
                List.of(arguments));
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
