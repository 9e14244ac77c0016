package org.casualtyledger.standalone.cli;

/** What a script may rely on; `--help` lists them. */
enum ExitCode {
    OK(0, "done"),
    REFUSED(1, "the ledger refused; the reasons are on stderr"),
    USAGE(2, "the command line was not understood"),
    REJECTED_ROWS(3, "an import or a bulk file was done, but for rejected rows"),
    UNREACHABLE(4, "no server answers"),
    UNAUTHORISED(5, "no key, an unknown key, or one without the scope"),
    VERIFICATION_FAILED(6, "a verification found a fault"),
    MISSING_PREREQUISITE(69, "this machine lacks something; stderr says what"),
    INTERNAL(70, "a fault of the ledger itself");

    final int code;
    final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }
}
