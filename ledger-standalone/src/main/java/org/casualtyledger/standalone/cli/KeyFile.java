package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.files.DurableFiles;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.events.signature.Ed25519Key;

/**
 * An organisation's private key in a file that only its owner reads: one line, {@code
 * PRIVATE+KEY+organisation+id+base64}. It never leaves this machine.
 */
record KeyFile(SigningKey key) {

    /** Draws a key. A file that is there already is left as it is: a key cannot be had again. */
    static KeyFile create(Path file, OrganisationId organisation) throws IOException {
        KeyFile drawn = new KeyFile(SigningKey.generate(organisation.value(), VerifierKey.ED25519));
        try {
            DurableFiles.create(file, drawn.key().secret() + "\n");
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
