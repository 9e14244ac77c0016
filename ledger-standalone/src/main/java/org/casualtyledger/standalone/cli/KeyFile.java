package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.events.signature.Ed25519Key;

/**
 * An organisation's private key in a file that only its owner reads: one line, {@code
 * PRIVATE+KEY+organisation+id+base64}. It never leaves this machine.
 */
record KeyFile(SigningKey key) {

    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    /** Draws a key. A file that is there already is left as it is: a key cannot be had again. */
    static KeyFile create(Path file, OrganisationId organisation) throws IOException {
        KeyFile drawn = new KeyFile(SigningKey.generate(organisation.value(), VerifierKey.ED25519));
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        OWNER_ONLY)) {
            byte[] line = (drawn.key().secret() + "\n").getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.wrap(line));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new UsageFault(file + " is there already, and is left as it is");
        }
        return drawn;
    }

    static KeyFile read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageFault("cannot read " + file);
        }
        try {
            SigningKey key = SigningKey.parse(Files.readString(file));
            if (OrganisationId.isValid(key.name())
                    && key.verifier().type() == VerifierKey.ED25519) {
                return new KeyFile(key);
            }
        } catch (IllegalArgumentException e) {
            // its message may be about a key of another format; the one below says what is wanted
        }
        throw new UsageFault(
                file + " holds no key of an organisation: make one by `ledger key new`");
    }

    OrganisationId organisation() {
        return new OrganisationId(key.name());
    }

    Ed25519Key publicKey() {
        return Ed25519Key.of(key.verifier().key());
    }
}
