package org.casualtyledger.standalone.cli;

/** Options that picocli accepts one by one, and that make no sense together. Exit code 2. */
final class UsageFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageFault(String message) {
        super(message);
    }
}
