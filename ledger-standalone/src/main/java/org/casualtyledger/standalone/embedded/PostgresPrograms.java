package org.casualtyledger.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs initdb and pg_ctl, each with a bound on its time. */
record PostgresPrograms(Path home, RunAs as) {

    record Output(int exit, String text) {}

    Output run(Duration atMost, String program, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(as.prefix());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        // To a file: a pipe would stay open in the postmaster that pg_ctl leaves behind, and we
        // would wait for its end.
        Path output = Files.createTempFile("ledger-" + program, ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(output.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("TZ", "UTC");
            Process process = builder.start();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(
                        program
                                + " did not end within "
                                + atMost.toSeconds()
                                + " s: "
                                + Files.readString(output));
            }
            return new Output(process.exitValue(), Files.readString(output).strip());
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
