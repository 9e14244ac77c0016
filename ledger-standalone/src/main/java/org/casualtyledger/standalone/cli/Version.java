package org.casualtyledger.standalone.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The jar's manifest knows. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String built =
                Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .orElse("(not from a jar)");
        return new String[] {"ledger " + built, "Java " + Runtime.version()};
    }
}
