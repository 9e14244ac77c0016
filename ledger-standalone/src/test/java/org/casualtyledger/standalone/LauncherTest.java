package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script, on a checkout and with programs that are made up for the test. */
class LauncherTest {

    private record Outcome(int exit, String out, String err) {}

    /**
     * Folders are looked at too, and theirs is the present: a file that was removed is a change.
     */
    private static final long EARLIER = 1_000;

    private static final long BUILT = 4_000_000_000L;
    private static final long LATER = 4_100_000_000L;

    @TempDir Path temporary;

    private Path checkout;
    private Path programs;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aCheckoutAndAPathWithoutJava() throws Exception {
        checkout = Files.createDirectories(temporary.resolve("a checkout"));
        programs = Files.createDirectories(temporary.resolve("bin"));
        Files.copy(Path.of("..", "ledger"), checkout.resolve("ledger"));
        executable(checkout.resolve("ledger"), Files.readString(checkout.resolve("ledger")));
        Files.createDirectories(checkout.resolve("ledger-standalone/src/main/java"));
        write(checkout.resolve("pom.xml"), "<project/>", EARLIER);
        write(checkout.resolve("ledger-standalone/src/main/java/A.java"), "class A {}", EARLIER);
        for (String program :
                List.of(
                        "sed",
                        "head",
                        "tail",
                        "find",
                        "dirname",
                        "readlink",
                        "mkdir",
                        "touch",
                        "flock",
                        "cat")) {
            Path real =
                    Stream.of("/usr/bin", "/bin")
                            .map(folder -> Path.of(folder, program))
                            .filter(Files::isExecutable)
                            .findFirst()
                            .orElseThrow();
            executable(programs.resolve(program), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
        environment.put("PATH", programs.toString());
        environment.put("LEDGER_JDK_PLACES", temporary.resolve("jdks").toString());
    }

    @Test
    void without_a_jdk_it_says_what_is_missing_and_where_it_looked() throws Exception {
        jdk("jdk-17", 17);

        Outcome outcome = run("tally");

        assertThat(outcome.exit()).isEqualTo(69);
        assertThat(outcome.err())
                .contains("needs a JDK 25 or newer")
                .contains(temporary.resolve("jdks").toString())
                .contains("jdk-17 (Java 17)")
                .contains("set JAVA_HOME");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void with_a_jdk_and_a_jar_it_passes_the_arguments_on_as_they_are() throws Exception {
        jdk("jdk-17", 17);
        jdk("jdk-25", 25);
        jar(BUILT);
        environment.put("LEDGER_JAVA_OPTS", "-Xmx1g -Dx=y");

        Outcome outcome = run("tally", "--place", "Ar Raqqah town", "");

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(7);
        assertThat(outcome.out())
                .contains(
                        "<--enable-native-access=ALL-UNNAMED>",
                        "<-Daxoniq.update-checker.disabled=true>")
                .contains(
                        "<-Xmx1g><-Dx=y><-jar><"
                                + checkout.toRealPath()
                                        .resolve("ledger-standalone/target/ledger-standalone-1.jar")
                                + "><tally><--place><Ar Raqqah town><>");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void java_home_goes_first_and_an_old_one_is_passed_over() throws Exception {
        jdk("jdk-25", 25);
        jar(BUILT);
        environment.put("JAVA_HOME", jdk("jdk-26", 26).toString());
        assertThat(run("x").out()).startsWith("java 26");

        environment.put("JAVA_HOME", jdk("jdk-11", 11).toString());
        assertThat(run("x").out()).startsWith("java 25");
    }

    @Test
    void without_a_jar_it_builds_first_and_says_so() throws Exception {
        jdk("jdk-25", 25);
        maven(
                "mkdir -p ledger-standalone/target; touch ledger-standalone/target/ledger-standalone-1.jar");

        Outcome outcome = run("x");

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(7);
        assertThat(outcome.err()).contains("building, since there is no jar yet", "built");
        assertThat(outcome.out()).doesNotContain("maven says");
        assertThat(checkout.resolve("target/ledger-build.log")).content().contains("maven says");
        assertThat(run("x").err()).as("the second time").isEmpty();
    }

    @Test
    void a_source_that_is_newer_than_the_jar_is_built_and_a_test_is_not() throws Exception {
        jdk("jdk-25", 25);
        maven(":");
        jar(BUILT);
        write(checkout.resolve("ledger-standalone/src/test/java/ATest.java"), "", LATER);
        write(checkout.resolve("ledger-standalone/target/classes/A.class"), "", LATER);
        assertThat(run("x").err()).isEmpty();

        write(checkout.resolve("ledger-standalone/src/main/java/A.java"), "class A { }", LATER);
        assertThat(run("x").err())
                .contains(
                        "building, since ledger-standalone/src/main/java/A.java is newer than the jar");
    }

    @Test
    void a_build_that_fails_shows_the_end_of_its_log() throws Exception {
        jdk("jdk-25", 25);
        maven("echo 'cannot find symbol'; exit 1");

        Outcome outcome = run("x");

        assertThat(outcome.exit()).isEqualTo(70);
        assertThat(outcome.err()).contains("cannot find symbol", "the whole log is in");
    }

    @Test
    void without_maven_it_says_that_it_wanted_to_build() throws Exception {
        jdk("jdk-25", 25);

        Outcome outcome = run("x");

        assertThat(outcome.exit()).isEqualTo(69);
        assertThat(outcome.err()).contains("needs Maven (mvn) to build, since there is no jar yet");
    }

    private Path jdk(String name, int major) throws IOException {
        Path home = temporary.resolve("jdks").resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + major + ".0.1\"\n");
        executable(
                home.resolve("bin/java"),
                "#!/bin/sh\nprintf 'java " + major + " '\nprintf '<%s>' \"$@\"\nexit 7\n");
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    private void maven(String commands) throws IOException {
        executable(programs.resolve("mvn"), "#!/bin/sh\necho maven says hello\n" + commands + "\n");
    }

    private void jar(long seconds) throws IOException {
        write(checkout.resolve("ledger-standalone/target/ledger-standalone-1.jar"), "", seconds);
    }

    private static void write(Path file, String text, long seconds) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(
                                Stream.of(checkout.resolve("ledger").toString()),
                                Stream.of(arguments))
                        .toList();
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
