package org.casualtyledger.events.schemas;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.StoredName;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.schemas.Members.Member;
import org.casualtyledger.events.schemas.Members.Spot;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Holds the codec and the published schemas together. */
class EventContractsTest {
    private static final PublishedSchemas OPEN = PublishedSchemas.open();
    private static final PublishedSchemas CLOSED = PublishedSchemas.closed();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /**
     * Where the codec reads more leniently than it ever wrote: anything that is not true stands for
     * false, and an empty query for none. The schema says what is written.
     */
    private static final Set<String> READ_LENIENTLY = Set.of("/data/review", "/data/receipt/query");

    /** Where the codec knows more than a schema can say: bounds that another member sets. */
    private static final Set<String> BOUNDED_BY_ANOTHER =
            Set.of(
                    "/data/claim/sources/*/derivedFrom",
                    "/data/said/source/derivedFrom",
                    "/data/receipt/position");

    /**
     * What no generator makes, though the codec writes it; and the derivation of a statement's only
     * source, which comes with the definition of sources and can be nothing.
     */
    private static final Set<String> NOT_GENERATED =
            Set.of(
                    "responsibility-assessed.v1 /data/actors/*/side",
                    "responsibility-assessed.v1 /data/person",
                    "statement-recorded.v1 /data/said/source/derivedFrom");

    /** Of the values that could stand in a member's place, so many are tried each time. */
    private static final int TRIES = 3;

    @Test
    void every_type_and_version_has_a_schema_and_every_schema_has_an_event() throws IOException {
        SortedSet<StoredName> names = EventCodec.storedNames();
        Set<StoredName> written =
                Leaves.random(new Random(1)).stream()
                        .map(EventContractsTest::name)
                        .collect(toSet());
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/schemas"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            EventSchemas.names().stream().map(name -> name + ".json").toList());
        }
        assertThat(written).isEqualTo(names);
        assertThat(Leaves.goldenJson().stream().map(EventContractsTest::name).collect(toSet()))
                .isEqualTo(names);
        assertThat(events(LedgerEvent.class))
                .as("a type of event that no test generates")
                .hasSize((int) names.stream().map(StoredName::type).distinct().count());
    }

    @Test
    void a_schema_names_its_own_type_and_version() {
        for (StoredName name : EventCodec.storedNames()) {
            JsonNode properties = PublishedSchemas.json(name).get("properties");
            assertThat(properties.at("/type/const").asString("")).isEqualTo(name.type());
            assertThat(properties.at("/v/const").asInt(0)).isEqualTo(name.version());
        }
    }

    @Test
    void every_golden_file_is_as_its_schema_says_and_holds_nothing_that_it_does_not_describe() {
        for (JsonNode leaf : Leaves.goldenJson()) {
            assertThat(OPEN.faults(leaf)).as(leaf.toString()).isEmpty();
            assertThat(CLOSED.faults(leaf)).as(leaf.toString()).isEmpty();
        }
    }

    @Test
    void whatever_the_codec_writes_is_described() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            for (JsonNode leaf : Leaves.random(random)) {
                assertThat(CLOSED.faults(leaf)).as("seed %d: %s", seed, leaf).isEmpty();
            }
        }
    }

    @Test
    void whatever_is_described_is_written_by_the_codec() {
        Random random = new Random(1);
        List<JsonNode> leaves = new ArrayList<>(Leaves.goldenJson());
        for (int i = 0; i < 50; i++) {
            leaves.addAll(Leaves.random(random));
        }
        for (StoredName name : EventCodec.storedNames()) {
            Members members = Members.of(name);
            SortedSet<String> never = new TreeSet<>(members.all().keySet());
            leaves.stream()
                    .filter(leaf -> name(leaf).equals(name))
                    .flatMap(leaf -> members.spots(leaf).stream())
                    .forEach(spot -> never.remove(spot.member()));
            never.removeIf(
                    member ->
                            member.endsWith("/best")
                                    || member.contains("/roles/")
                                    || NOT_GENERATED.contains(name + " " + member));
            assertThat(never).as("of %s", name).isEmpty();
        }
    }

    @Test
    void a_reader_accepts_members_that_it_does_not_know() {
        for (JsonNode leaf : Leaves.goldenJson()) {
            for (Spot spot : Members.of(name(leaf)).spots(leaf)) {
                if (spot.value() instanceof ObjectNode object && !spot.member().contains("*")) {
                    boolean closedMap = spot.member().endsWith("/original");
                    object.putArray("aNewMember");
                    assertThat(OPEN.faults(leaf).isEmpty())
                            .as(spot.pointer())
                            .isEqualTo(!closedMap);
                    assertThat(Leaves.isRead(leaf)).as(spot.pointer()).isEqualTo(!closedMap);
                    object.remove("aNewMember");
                }
            }
        }
    }

    @Test
    void without_a_member_the_schema_refuses_what_the_codec_refuses() {
        long seed = System.nanoTime();
        int refused = 0;
        for (JsonNode leaf : some(seed)) {
            for (Spot spot : Members.of(name(leaf)).spots(leaf)) {
                // Sources are referred to by their index, so one that goes makes others wrong.
                if (!spot.pointer().isEmpty() && !spot.member().endsWith("/sources/*")) {
                    JsonNode less = without(leaf, spot.pointer());
                    refused += agree(seed, name(leaf), spot, less);
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void of_another_type_of_value_the_schema_refuses_what_the_codec_refuses() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        List<JsonNode> others =
                List.of(
                        Json.object(),
                        Json.array(),
                        NODES.stringNode("x"),
                        NODES.stringNode(" "),
                        NODES.stringNode("\u2003\u2003"),
                        NODES.stringNode("two\nlines"),
                        NODES.stringNode("\u00a0"),
                        NODES.stringNode("𝒳 قرية"),
                        NODES.stringNode("2017-02-30"),
                        NODES.stringNode("1899-12-31"),
                        NODES.numberNode(-1),
                        NODES.numberNode(1.5),
                        NODES.numberNode(Long.MAX_VALUE),
                        NODES.booleanNode(true));
        for (JsonNode leaf : some(seed)) {
            for (Spot spot : Members.of(name(leaf)).spots(leaf)) {
                for (int i = 0; i < TRIES; i++) {
                    JsonNode other = others.get(random.nextInt(others.size()));
                    if (!READ_LENIENTLY.contains(spot.member()) && !spot.pointer().isEmpty()) {
                        JsonNode changed = with(leaf, spot.pointer(), other);
                        refused += agree(seed, name(leaf), spot, changed);
                    }
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void the_limits_of_the_schemas_are_those_of_the_codec() {
        long seed = System.nanoTime();
        SortedSet<String> limits = new TreeSet<>();
        for (JsonNode leaf : some(seed)) {
            Members members = Members.of(name(leaf));
            for (Spot spot : members.spots(leaf)) {
                Member member = members.all().get(spot.member());
                for (Limit limit : limits(member, spot.value())) {
                    if (BOUNDED_BY_ANOTHER.contains(spot.member())) {
                        continue;
                    }
                    JsonNode just = with(leaf, spot.pointer(), limit.just());
                    JsonNode beyond = with(leaf, spot.pointer(), limit.beyond());
                    String what = "%s of %s, seed %d".formatted(limit, spot.pointer(), seed);
                    assertThat(OPEN.faults(just)).as(what).isEmpty();
                    assertThat(Leaves.isRead(just)).as(what).isTrue();
                    assertThat(OPEN.faults(beyond)).as(what).isNotEmpty();
                    assertThat(Leaves.isRead(beyond)).as(what).isFalse();
                    limits.add(limit.name());
                }
            }
        }
        assertThat(limits)
                .containsExactly("maxItems", "maxLength", "maxProperties", "maximum", "minimum");
    }

    @Test
    void the_codec_reads_every_word_of_a_vocabulary_that_the_schemas_name() {
        long seed = System.nanoTime();
        for (JsonNode leaf : some(seed)) {
            Members members = Members.of(name(leaf));
            for (Spot spot : members.spots(leaf)) {
                for (JsonNode word : members.all().get(spot.member()).limits().path("enum")) {
                    assertThat(Leaves.isRead(with(leaf, spot.pointer(), word)))
                            .as("%s of %s, seed %d", word, spot.pointer(), seed)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void what_was_published_is_as_it_was_published() throws IOException {
        List<String> published = Contracts.published();
        List<String> now = Contracts.now();
        List<String> gone = new ArrayList<>(published);
        gone.removeAll(now);
        List<String> added = new ArrayList<>(now);
        added.removeAll(published);
        if (!now.equals(published)) {
            Contracts.writeProposal(now);
        }
        assertThat(gone).as(Contracts.HOW_TO_GO_ON).isEmpty();
        assertThat(added).as(Contracts.HOW_TO_GO_ON).isEmpty();
    }

    @Test
    void a_version_loses_no_member_and_asks_for_none_that_it_did_not_ask_for() throws IOException {
        assertThat(Contracts.broken(Contracts.published(), Contracts.now()))
                .as(Contracts.HOW_TO_GO_ON)
                .isEmpty();
    }

    @Test
    void a_member_that_goes_a_new_duty_and_another_limit_are_each_noticed() {
        List<String> published =
                List.of(
                        "member a.v1 /data required {}",
                        "member a.v1 /data/x optional {\"type\":\"string\"}",
                        "member a.v1 /data/y optional {\"type\":\"integer\"}");
        List<String> now =
                List.of(
                        "member a.v1 /data required {}",
                        "member a.v1 /data/new optional {}",
                        "member a.v1 /data/new/part required {}",
                        "member a.v1 /data/duty required {}",
                        "member a.v1 /data/y optional {\"type\":\"string\"}",
                        "member b.v1 /data required {}");

        assertThat(Contracts.broken(published, now))
                .containsExactlyInAnyOrder(
                        "a.v1 /data/x is gone",
                        "a.v1 /data/y was optional {\"type\":\"integer\"}, is optional {\"type\":\"string\"}",
                        "a.v1 /data/duty is required, and was not there");
    }

    /** 1 if both refuse, 0 if both accept; anything else fails. */
    private static int agree(long seed, StoredName name, Spot spot, JsonNode leaf) {
        boolean described = OPEN.faults(name, leaf).isEmpty();
        assertThat(Leaves.isRead(leaf))
                .as("%s, seed %d: %s", spot.pointer(), seed, leaf)
                .isEqualTo(described);
        return described ? 0 : 1;
    }

    private static List<JsonNode> some(long seed) {
        List<JsonNode> leaves = new ArrayList<>(Leaves.goldenJson());
        leaves.addAll(Leaves.random(new Random(seed)));
        return leaves;
    }

    private static StoredName name(JsonNode leaf) {
        return new StoredName(leaf.get("type").stringValue(), leaf.get("v").intValue());
    }

    private static Set<Class<?>> events(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(permitted -> events(permitted).stream())
                        .collect(toSet())
                : Set.of(type);
    }

    private static JsonNode without(JsonNode leaf, String pointer) {
        JsonNode copy = leaf.deepCopy();
        switch (copy.at(pointer.substring(0, pointer.lastIndexOf('/')))) {
            case ObjectNode parent -> parent.remove(last(pointer));
            case ArrayNode parent -> parent.remove(Integer.parseInt(last(pointer)));
            default -> throw new AssertionError(pointer);
        }
        return copy;
    }

    private static JsonNode with(JsonNode leaf, String pointer, JsonNode value) {
        JsonNode copy = leaf.deepCopy();
        switch (copy.at(pointer.substring(0, pointer.lastIndexOf('/')))) {
            case ObjectNode parent -> parent.set(last(pointer), value);
            case ArrayNode parent -> parent.set(Integer.parseInt(last(pointer)), value);
            default -> throw new AssertionError(pointer);
        }
        return copy;
    }

    private static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    /** A value that is just allowed, and one that is not. */
    private record Limit(String name, JsonNode just, JsonNode beyond) {}

    /** Those of a member that a value of the right kind can be built for. */
    private static List<Limit> limits(Member member, JsonNode value) {
        List<Limit> limits = new ArrayList<>();
        ObjectNode schema = member.limits();
        if (schema.has("minimum")) {
            long min = schema.get("minimum").longValue();
            limits.add(new Limit("minimum", NODES.numberNode(min), NODES.numberNode(min - 1)));
        }
        if (schema.has("maximum")) {
            long max = schema.get("maximum").longValue();
            limits.add(new Limit("maximum", NODES.numberNode(max), NODES.numberNode(max + 1)));
        }
        if (schema.has("maxLength") && schema.path("pattern").asString("").startsWith("^[^")) {
            int max = schema.get("maxLength").intValue();
            if (!value.asString("").contains("\n")) {
                limits.add(new Limit("maxLength", text(max), text(max + 1)));
            }
        }
        if (schema.has("maxItems") && !value.isEmpty()) {
            int max = schema.get("maxItems").intValue();
            limits.add(new Limit("maxItems", list(value, max), list(value, max + 1)));
        }
        if (schema.has("maxProperties")) {
            int max = schema.get("maxProperties").intValue();
            limits.add(new Limit("maxProperties", map(max), map(max + 1)));
        }
        return limits;
    }

    /** Of characters beyond the first plane: limits are in code points. */
    private static JsonNode text(int length) {
        return NODES.stringNode("𝒳".repeat(length));
    }

    private static JsonNode list(JsonNode like, int size) {
        ArrayNode list = Json.array();
        for (int i = 0; i < size; i++) {
            list.add(like.get(0));
        }
        return list;
    }

    private static JsonNode map(int size) {
        ObjectNode map = Json.object();
        for (int i = 0; i < size; i++) {
            map.put("f" + i, i);
        }
        return map;
    }
}
