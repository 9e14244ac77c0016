package org.casualtyledger.events.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.casualtyledger.events.StoredName;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.merkle.Merkle;

/**
 * What was published, in {@code contracts.txt}: the hash of each schema's canonical JSON and of
 * each golden file, and every member of every event.
 */
final class Contracts {
    static final String HOW_TO_GO_ON =
            """
            A published schema or golden file differs from src/test/resources/contracts.txt.

            Others read events by it, and old events stay as they are. So:
            - If anything of a published version changed its meaning, went, became required or got another limit:
              take that back, and publish a new version beside it (docs/HACKING.md, "A new event type").
            - If members were only added, are optional, and absent means what it meant before; or if only words
              became clearer; or if a type, a version or a golden file is new:
              look at the difference, and renew the pin on purpose:
              cp ledger-events/target/contracts.txt ledger-events/src/test/resources/contracts.txt
            """;

    private static final Path PINNED = Path.of("src/test/resources/contracts.txt");
    private static final Path PROPOSED = Path.of("target/contracts.txt");

    private Contracts() {}

    static List<String> published() throws IOException {
        return Files.exists(PINNED) ? Files.readAllLines(PINNED) : List.of();
    }

    static void writeProposal(List<String> lines) throws IOException {
        Files.write(PROPOSED, lines);
    }

    static List<String> now() {
        List<String> lines = new ArrayList<>();
        for (StoredName name : EventSchemas.names()) {
            byte[] canonical = CanonicalJson.bytes(PublishedSchemas.json(name));
            lines.add("schema %s %s".formatted(name, sha256(canonical)));
        }
        Leaves.golden()
                .forEach((file, bytes) -> lines.add("golden %s %s".formatted(file, sha256(bytes))));
        for (StoredName name : EventSchemas.names()) {
            Members.declared(name)
                    .all()
                    .forEach(
                            (pointer, member) ->
                                    lines.add("member %s %s %s".formatted(name, pointer, member)));
        }
        return lines;
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Merkle.sha256().digest(bytes));
    }

    /**
     * What a reader of the published versions could stumble over: a member that went or has other
     * limits, and one that is required in an object that was there without it.
     */
    static List<String> broken(List<String> published, List<String> now) {
        Map<String, String> before = members(published);
        Map<String, String> after = members(now);
        List<String> broken = new ArrayList<>();
        before.forEach(
                (member, was) -> {
                    String is = after.get(member);
                    if (is == null) {
                        broken.add(member + " is gone");
                    } else if (!is.equals(was)) {
                        broken.add("%s was %s, is %s".formatted(member, was, is));
                    }
                });
        after.forEach(
                (member, is) -> {
                    String parent = member.substring(0, Math.max(0, member.lastIndexOf('/')));
                    if (!before.containsKey(member)
                            && before.containsKey(parent)
                            && is.startsWith("required")) {
                        broken.add(member + " is required, and was not there");
                    }
                });
        return broken;
    }

    /** {@code report-submitted.v1 /data/claim} → {@code required {…}}. */
    private static SortedMap<String, String> members(List<String> lines) {
        SortedMap<String, String> members = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 4);
            if (words[0].equals("member")) {
                members.put(words[1] + " " + words[2], words[3]);
            }
        }
        return members;
    }
}
