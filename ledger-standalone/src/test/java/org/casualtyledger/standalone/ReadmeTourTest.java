package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the tour of the README as its reader would: the blocks marked {@code sh tour}, one after the
 * other, in one shell; the one marked {@code sh tour serve} in another. What the README shows after
 * a block must come out of it, line by line.
 *
 * <p>{@code ./ledger} is here the program as this build compiled it, since the jar comes later. The
 * port is a free one instead of 8400.
 */
class ReadmeTourTest {
    private static final Path ROOT = Path.of("..");
    private static final String README_URL = "http://127.0.0.1:8400";

    /** A first start creates a PostgreSQL cluster, on a machine that may be busy. */
    private static final long START_SECONDS = 180;

    private static final long BLOCK_SECONDS = 300;

    /** An info string of {@code sh tour} or {@code sh tour serve}, and perhaps what it prints. */
    private static final Pattern BLOCK =
            Pattern.compile(
                    "^```sh tour( serve)?\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?",
                    Pattern.MULTILINE | Pattern.DOTALL);

    private record Block(boolean serves, String commands, List<String> shown) {}

    @TempDir Path temporary;

    private final List<Process> servers = new ArrayList<>();
    private Path tour;

    @BeforeEach
    void aFolderWithTheProgramAndTheFilesOfTheTour() throws IOException {
        tour = temporary.resolve("tour");
        Path files = Files.createDirectories(tour.resolve("docs/tour"));
        try (var originals = Files.list(ROOT.resolve("docs/tour"))) {
            for (Path original : originals.toList()) {
                Files.copy(original, files.resolve(original.getFileName()));
            }
        }
        Path arguments = temporary.resolve("java-arguments");
        Files.writeString(
                arguments,
                "-cp \"%s\"\n-XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED\n"
                        .formatted(System.getProperty("java.class.path")));
        Path ledger = tour.resolve("ledger");
        Files.writeString(
                ledger,
                "#!/bin/sh\nexec '%s' @'%s' %s \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                arguments,
                                Ledger.class.getName()));
        Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process server : servers) {
            server.destroy(); // SIGTERM, as Ctrl-C
            if (!server.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void every_command_of_the_tour_does_what_the_readme_shows() throws Exception {
        List<Block> blocks = blocks(Files.readString(ROOT.resolve("README.md")));
        assertThat(blocks).hasSizeGreaterThan(8);
        JsonNode address = JsonMapper.shared().missingNode();
        String key = "";
        Path exported = Files.createFile(temporary.resolve("exported"));
        for (Block block : blocks) {
            if (block.serves()) {
                Path out = serve(block);
                address =
                        JsonMapper.shared()
                                .readTree(Files.readString(tour.resolve("my-ledger/address")));
                String said = Files.readString(out);
                shows(block, said.replace(url(address), README_URL));
                Files.writeString(exported, ""); // this is where the reader exports both
                key = said.replaceAll("(?s).*administrator key +(\\S+).*", "$1");
            } else {
                shows(block, run(block, address, key, exported));
            }
        }
    }

    private static String url(JsonNode address) {
        return address.path("url").asString(README_URL);
    }

    private static List<Block> blocks(String readme) {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(readme);
        while (block.find()) {
            String shown = block.group(3) == null ? "" : block.group(3);
            blocks.add(
                    new Block(
                            block.group(1) != null,
                            block.group(2),
                            shown.lines().filter(line -> !line.isBlank()).toList()));
        }
        return blocks;
    }

    /** Starts the server in the background; its output once it can be reached. */
    private Path serve(Block block) throws Exception {
        Path out = temporary.resolve("serve.out");
        String command = block.commands().strip();
        Process server =
                new ProcessBuilder("/bin/sh", "-ec", "exec " + command + " --port 0")
                        .directory(tour.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(temporary.resolve("serve.err").toFile())
                        .start();
        servers.add(server);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.readString(out).contains("administrator key")) {
            assertThat(server.isAlive())
                    .as(() -> "the server ended: " + text(temporary.resolve("serve.err")))
                    .isTrue();
            assertThat(System.nanoTime()).as("the server started in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return out;
    }

    /** Runs one block; what it exports stands for the next ones, as in one terminal. */
    private String run(Block block, JsonNode address, String key, Path exported) throws Exception {
        String script =
                ". '%s'\n%s\nexport -p > '%s'\n".formatted(exported, block.commands(), exported);
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder shell =
                new ProcessBuilder("/bin/sh", "-ec", script)
                        .directory(tour.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        Map<String, String> environment = shell.environment();
        environment.put("LEDGER_URL", url(address));
        environment.put("LEDGER_KEY", key);
        Process process = shell.start();
        boolean ended = process.waitFor(BLOCK_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as(block.commands()).isTrue();
        assertThat(process.exitValue()).as(() -> block.commands() + text(out) + text(err)).isZero();
        return Files.readString(out);
    }

    /** Each line that the README shows comes out, in that order; columns may be wider. */
    private static void shows(Block block, String output) {
        String expected =
                block.shown().stream()
                        .map(ReadmeTourTest::pattern)
                        .collect(Collectors.joining("(?:.*\n)*?", "(?:.*\n)*?", "(?s:.*)"));
        String said =
                output.lines()
                        .map(line -> line.strip().replaceAll("\\s+", " "))
                        .collect(Collectors.joining("\n", "", "\n"));
        assertThat(said).as(block.commands()).matches(expected);
    }

    private static String pattern(String line) {
        return Arrays.stream(line.strip().replaceAll("\\s+", " ").split(" ?… ?", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"))
                + "\n";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
