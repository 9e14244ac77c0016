package org.casualtyledger.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where Node is missing or old: by this module's build, and by the launcher. */
class BuildPrerequisitesTest {
    private static final long BUILT = 4_000_000_000L;

    private record Outcome(int exit, String err) {}

    @TempDir Path temporary;

    private Path programs;
    private Path pruned;

    @BeforeEach
    void aPathWithoutNode() throws Exception {
        programs = Files.createDirectories(temporary.resolve("bin"));
        pruned = temporary.resolve("places.tsv.gz");
        for (String program :
                List.of("sed", "head", "find", "dirname", "readlink", "mkdir", "cp")) {
            Path real =
                    Stream.of("/usr/bin", "/bin")
                            .map(folder -> Path.of(folder, program))
                            .filter(Files::isExecutable)
                            .findFirst()
                            .orElseThrow();
            program(program, "exec " + real + " \"$@\"");
        }
    }

    @Test
    void without_npm_the_build_says_what_it_needs_and_what_for() throws Exception {
        Outcome outcome = fetchAndPrune();

        assertThat(outcome.exit()).isEqualTo(69);
        assertThat(outcome.err()).contains("needs npm (Node 20 or newer) to fetch the gazetteer");
    }

    @Test
    void an_old_node_is_named() throws Exception {
        program("npm", ":");
        program("node", "case $1 in -p) echo 18 ;; *) echo v18.1.0 ;; esac");

        Outcome outcome = fetchAndPrune();

        assertThat(outcome.exit()).isEqualTo(69);
        assertThat(outcome.err()).contains("needs Node 20 or newer", "v18.1.0");
    }

    @Test
    void a_pruned_file_that_is_newer_than_all_it_is_made_from_needs_no_node() throws Exception {
        write(pruned, BUILT);

        assertThat(fetchAndPrune()).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void the_launcher_says_that_npm_is_missing_before_it_builds() throws Exception {
        Path checkout = checkout();
        write(checkout.resolve("ledger-gazetteer/package.json"), 1_000);
        program("mvn", "echo 'maven was started' >&2");

        Outcome outcome = run(checkout.resolve("ledger").toString(), "tally");

        assertThat(outcome.exit()).isEqualTo(69);
        assertThat(outcome.err())
                .contains("needs npm (Node 20 or newer) to build, since there is no jar yet")
                .doesNotContain("maven was started");
    }

    @Test
    void the_launcher_builds_where_what_the_gazetteer_is_made_from_is_newer() throws Exception {
        Path checkout = checkout();
        write(checkout.resolve("ledger-standalone/target/ledger-standalone-1.jar"), BUILT);
        for (String source :
                List.of("package.json", "package-lock.json", "prune.mjs", "fetch-and-prune")) {
            Path file = checkout.resolve("ledger-gazetteer").resolve(source);
            write(file, BUILT + 1);

            assertThat(run(checkout.resolve("ledger").toString(), "tally").err())
                    .contains("since ledger-gazetteer/" + source + " is newer than the jar");

            Files.delete(file);
        }
    }

    private Path checkout() throws IOException {
        Path checkout = Files.createDirectories(temporary.resolve("checkout"));
        Path jdk = Files.createDirectories(temporary.resolve("jdk-25/bin"));
        Files.writeString(temporary.resolve("jdk-25/release"), "JAVA_VERSION=\"25.0.1\"\n");
        executable(jdk.resolve("java"), "exit 7");
        executable(jdk.resolve("javac"), ":");
        executable(checkout.resolve("ledger"), Files.readString(Path.of("..", "ledger")));
        return checkout;
    }

    private Outcome fetchAndPrune() throws Exception {
        return run(
                Path.of("fetch-and-prune").toAbsolutePath().toString(),
                temporary.resolve("npm").toString(),
                pruned.toString());
    }

    private Outcome run(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", programs.toString());
        builder.environment().put("JAVA_HOME", temporary.resolve("jdk-25").toString());
        Process process = builder.start();
        String err = new String(process.getErrorStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), err);
    }

    private void program(String name, String script) throws IOException {
        executable(programs.resolve(name), script);
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script.startsWith("#!") ? script : "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, long seconds) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
    }
}
