package org.casualtyledger.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs. It refuses root; a ledger started by root (in a container, say) runs it
 *
 * <ul>
 *   <li>in a user namespace of its own where the kernel allows one: files stay root's, and the
 *       processes have no privilege;
 *   <li>else as the user `postgres` or `nobody`, to whom the cluster is given.
 * </ul>
 *
 * The owner of an existing cluster decides, so a folder that changes machines keeps working.
 */
sealed interface RunAs {

    /** What comes before the program's own command line. */
    List<String> prefix();

    /** To whom PostgreSQL's files are given; empty where they stay ours. */
    default Optional<String> owner() {
        return Optional.empty();
    }

    record Ourselves() implements RunAs {
        @Override
        public List<String> prefix() {
            return List.of();
        }
    }

    record Namespace() implements RunAs {
        @Override
        public List<String> prefix() {
            return List.of("unshare", "--user");
        }
    }

    record User(String name) implements RunAs {
        /** Linux's overflow group: root's own would otherwise stay. */
        private static final String NO_GROUP = "65534";

        @Override
        public List<String> prefix() {
            return List.of(
                    "setpriv",
                    "--reuid=" + name,
                    "--regid=" + NO_GROUP,
                    "--clear-groups",
                    "--no-new-privs");
        }

        @Override
        public Optional<String> owner() {
            return Optional.of(name);
        }
    }

    static RunAs choose(Path cluster) throws IOException {
        Path self = Path.of("/proc/self");
        boolean root =
                Files.exists(self)
                        ? uid(self) == 0
                        : "root".equals(System.getProperty("user.name"));
        if (!root) {
            return new Ourselves();
        }
        boolean existing = Files.isDirectory(cluster);
        if (existing && uid(cluster) != 0) {
            return new User(Integer.toString(uid(cluster)));
        }
        if (succeeds("unshare", "--user", "true")) {
            return new Namespace();
        }
        if (existing || !succeeds("setpriv", "--version")) {
            throw new MissingPrerequisite(
                    """
                    PostgreSQL does not run as root, this machine allows no user namespaces (unshare --user), and %s.
                    Run the ledger as an ordinary user, with a folder that this user owns."""
                            .formatted(
                                    existing
                                            ? cluster + " belongs to root"
                                            : "has no setpriv to change user with"));
        }
        return Stream.of("postgres", "nobody")
                .filter(name -> known(cluster, name))
                .findFirst()
                .map(User::new)
                .orElseThrow(
                        () ->
                                new MissingPrerequisite(
                                        "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to run it."
                                                + " Run the ledger as an ordinary user."));
    }

    /** Of what a link leads to: /proc/self is itself always root's. */
    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static boolean known(Path path, String name) {
        try {
            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
            return true;
        } catch (IOException e) {
            return false; // no such user
        }
    }

    private static boolean succeeds(String... command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
