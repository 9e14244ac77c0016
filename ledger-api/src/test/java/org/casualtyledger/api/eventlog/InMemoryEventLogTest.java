package org.casualtyledger.api.eventlog;

import java.sql.Connection;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

class InMemoryEventLogTest extends EventLogContract {

    private final CompanionTable<String> notes =
            new CompanionTable<>() {
                @Override
                public String name() {
                    return "notes";
                }

                @Override
                public void write(Connection transaction, List<Placed<String>> rows) {
                    throw new AssertionError("nothing to write to");
                }
            };

    @Override
    protected EventLog open() {
        return new InMemoryEventLog(InstantSource.system());
    }

    @Override
    protected CompanionTable<String> notes() {
        return notes;
    }

    @Override
    protected List<String> keptNotes() {
        return ((InMemoryEventLog) log)
                .companions(notes).stream()
                        .sorted(Comparator.comparingLong(CompanionTable.Placed::position))
                        .map(placed -> placed.position() + ":" + placed.row())
                        .toList();
    }
}
