package org.casualtyledger.api.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * A Kafka in a process of its own, which can be killed and started again on what it left behind.
 */
public final class KafkaProcess implements AutoCloseable {
    private final Path folder;
    private final int port = freePort();
    private Process process;

    public KafkaProcess() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("ledger-kafka-");
        int controller = freePort();
        Files.writeString(
                folder.resolve("server.properties"),
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
                        .formatted(controller, port, controller, folder.resolve("data")));
        Process formatted =
                java(
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        "MkU3OEVBNTcwNTJENDM2Qk",
                        "-c",
                        folder.resolve("server.properties").toString());
        if (formatted.waitFor() != 0) {
            throw new IOException(
                    "Kafka's storage could not be formatted: "
                            + Files.readString(folder.resolve("out")));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it is, or will be. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    /** Returns at once; clients find it when it is there. */
    public void start() throws IOException {
        process = java("kafka.Kafka", folder.resolve("server.properties").toString());
    }

    /** As SIGKILL does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Not to this JVM's output, which is surefire's channel. */
    private Process java(String... arguments) throws IOException {
        List<String> command =
                new java.util.ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path"))));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
                .start();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (process != null) {
            kill();
        }
        FileSystemUtils.deleteRecursively(folder);
    }
}
