package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Written by the build: in a jar of jars a package does not know its version. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream("/ledger.version")) {
            String built =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return new String[] {"ledger " + built.strip(), "Java " + Runtime.version()};
        }
    }
}
