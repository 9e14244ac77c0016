package org.casualtyledger.api.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.casualtyledger.api.eventlog.BinaryCopy;
import org.casualtyledger.api.eventlog.CompanionTable;

/** Texts are written in the transaction of the event whose digests stand for them. */
public final class DisclosureTable implements CompanionTable<StoredText> {
    public static final DisclosureTable INSTANCE = new DisclosureTable();

    private DisclosureTable() {}

    @Override
    public String name() {
        return "reporting.disclosure";
    }

    @Override
    public void write(Connection transaction, List<Placed<StoredText>> rows) throws SQLException {
        try (BinaryCopy copy =
                new BinaryCopy(
                        transaction,
                        """
                        COPY reporting.disclosure (position, digest, audience, salt, name, value)
                        FROM STDIN (FORMAT binary)
                        """)) {
            for (Placed<StoredText> placed : rows) {
                StoredText text = placed.row();
                copy.row(6)
                        .bigint(placed.position())
                        .text(text.digest())
                        .text(text.audience())
                        .text(text.disclosure().salt())
                        .text(text.disclosure().name())
                        .text(text.disclosure().value());
            }
            copy.end();
        }
    }
}
