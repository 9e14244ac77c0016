package org.casualtyledger.standalone.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.casualtyledger.events.files.DurableFiles;

/**
 * initdb, pg_ctl and postgres: those of {@code LEDGER_PG_HOME} where set, else the ones that come
 * with the ledger, unpacked once for a user.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** Of the binaries that come with the ledger, such as 18.6.0. */
    static String version() {
        try (InputStream in =
                PostgresBinaries.class.getResourceAsStream("/postgres-binaries.version")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int major() {
        String version = version();
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /** The folder that has bin/ in it. */
    static Path home(Path cache, Consumer<String> progress) throws IOException {
        String own = System.getenv("LEDGER_PG_HOME");
        if (own != null && !own.isBlank()) {
            return installed(Path.of(own));
        }
        String platform = platform();
        Path home = cache.resolve("postgresql-" + version() + "-" + platform);
        if (!Files.isDirectory(home)) {
            progress.accept("unpacking PostgreSQL " + version() + " to " + home);
            unpack("/postgres-" + platform + ".txz", home);
        }
        return home;
    }

    /** Where a user's programs keep what they can make again. */
    static Path userCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base =
                xdg != null && xdg.startsWith("/")
                        ? Path.of(xdg)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("casualty-ledger");
    }

    private static Path installed(Path home) {
        for (String program : new String[] {"initdb", "pg_ctl", "postgres"}) {
            if (!Files.isExecutable(home.resolve("bin").resolve(program))) {
                throw new MissingPrerequisite(
                        "LEDGER_PG_HOME="
                                + home
                                + " has no bin/"
                                + program
                                + "; it must name an installation of PostgreSQL "
                                + major());
            }
        }
        return home;
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        String platform = system + "-" + machine;
        if (PostgresBinaries.class.getResource("/postgres-" + platform + ".txz") == null) {
            throw new MissingPrerequisite(
                    "No PostgreSQL comes with the ledger for "
                            + platform
                            + ". Install PostgreSQL "
                            + major()
                            + " and set LEDGER_PG_HOME to its folder (the one with bin/ in it).");
        }
        return platform;
    }

    /** Renamed into place when whole, so a killed or a second unpacking harms nobody. */
    private static void unpack(String resource, Path home) throws IOException {
        Path parent = Objects.requireNonNull(home.getParent());
        Files.createDirectories(parent);
        Path next = Files.createTempDirectory(parent, "unpacking-");
        try {
            extract(resource, next);
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                DurableFiles.move(next, home);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                return; // another process was first
            } catch (FileSystemException e) {
                if (!Files.isDirectory(home)) {
                    throw e;
                }
            }
        } finally {
            delete(next);
        }
    }

    private static void extract(String resource, Path into) throws IOException {
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(resource);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(
                                new XZCompressorInputStream(
                                        new BufferedInputStream(Objects.requireNonNull(in))))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("an entry outside of its archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (!target.toString()
                        .endsWith(".a")) { // static libraries are of no use here
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    write(tar, entry, target);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
