package org.casualtyledger.events.json;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.casualtyledger.events.claim.Code;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object, naming every fault by its JSON pointer instead of stopping
 * at the first.
 *
 * <p>A missing or faulty field reads as empty; whoever builds a value checks {@link
 * Faults#isEmpty()} before trusting it.
 */
public final class Fields {
    private final JsonNode node;
    private final Path path;
    private final Faults faults;
    private final List<String> read = new ArrayList<>();

    private Fields(JsonNode node, Path path, Faults faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /**
     * Where a value stands; spelled out as a JSON pointer only for a fault, which most events never
     * have.
     */
    private record Path(Optional<Path> parent, String step) {
        Path to(String name) {
            return new Path(Optional.of(this), name);
        }

        String pointer() {
            return parent.map(up -> up.pointer() + "/" + step.replace("~", "~0").replace("/", "~1"))
                    .orElse(step);
        }
    }

    /** The fields of an object; a fault, and no fields, where the value is something else. */
    public static Fields of(JsonNode node, String pointer, Faults faults) {
        return of(node, new Path(Optional.empty(), pointer), faults);
    }

    private static Fields of(JsonNode node, Path path, Faults faults) {
        if (!node.isObject()) {
            faults.add(path.pointer(), "wrong-type", "must be an object");
            return new Fields(Json.object(), path, new Faults());
        }
        return new Fields(node, path, faults);
    }

    public String pointer() {
        return path.pointer();
    }

    public String pointerTo(String name) {
        return path.to(name).pointer();
    }

    public Faults faults() {
        return faults;
    }

    /** Names every field that nobody read. For requests; stored events keep theirs. */
    public void refuseUnknown() {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!read.contains(field.getKey())) {
                faults.add(
                        pointerTo(clean(field.getKey())),
                        "unknown-field",
                        "no field of this name is known here");
            }
        }
    }

    /** Field names in the document's order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.properties().forEach(field -> names.add(field.getKey()));
        return names;
    }

    public boolean has(String name) {
        return raw(name).isPresent();
    }

    /** The value of a field; null reads as missing. */
    public Optional<JsonNode> raw(String name) {
        read.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    public void require(String name) {
        if (!has(name)) {
            faults.add(pointerTo(name), "missing", "is required");
        }
    }

    public Optional<Fields> object(String name) {
        return raw(name).map(value -> of(value, path.to(name), faults));
    }

    /**
     * The items of a list, each with its pointer; a fault where there are more than {@code limit}.
     */
    public List<Item> list(String name, int limit) {
        Optional<JsonNode> value = raw(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            faults.add(pointerTo(name), "wrong-type", "must be a list");
            return List.of();
        }
        if (value.get().size() > limit) {
            faults.add(
                    pointerTo(name),
                    "too-many",
                    "has " + value.get().size() + " items; at most " + limit);
            return List.of();
        }
        List<Item> items = new ArrayList<>(value.get().size());
        Path list = path.to(name);
        for (int i = 0; i < value.get().size(); i++) {
            items.add(new Item(value.get().get(i), list, i));
        }
        return items;
    }

    /** One item of a list. */
    public static final class Item {
        private final JsonNode value;
        private final Path list;
        private final int index;

        private Item(JsonNode value, Path list, int index) {
            this.value = value;
            this.list = list;
            this.index = index;
        }

        public JsonNode value() {
            return value;
        }

        public String pointer() {
            return list.pointer() + "/" + index;
        }

        public Fields fields(Faults faults) {
            return of(value, list.to(Integer.toString(index)), faults);
        }
    }

    /** A name: one line, not blank, no control characters, at most {@code limit} code points. */
    public Optional<String> name(String name, int limit) {
        return raw(name).flatMap(value -> Texts.name(value, () -> pointerTo(name), limit, faults));
    }

    /** Free text: line breaks and tabs allowed, at most {@code limit} code points. */
    public Optional<String> text(String name, int limit) {
        return raw(name).flatMap(value -> Texts.text(value, () -> pointerTo(name), limit, faults));
    }

    public OptionalInt integer(String name, int min, int max) {
        Optional<JsonNode> value = raw(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalLong number = integer(value.get(), () -> pointerTo(name), min, max, faults);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /** An integer between two bounds, else a fault. */
    public static OptionalLong integer(
            JsonNode value, Supplier<String> pointer, long min, long max, Faults faults) {
        if (!value.isIntegralNumber()) {
            faults.add(pointer.get(), "wrong-type", "must be an integer");
        } else if (!value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            faults.add(pointer.get(), "out-of-bounds", "must be between " + min + " and " + max);
        } else {
            return OptionalLong.of(value.longValue());
        }
        return OptionalLong.empty();
    }

    /** A date as {@code 2017-06-03}. */
    public Optional<LocalDate> date(String name) {
        Optional<JsonNode> value = raw(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().isString() && value.get().stringValue().length() == 10) {
            try {
                return Optional.of(LocalDate.parse(value.get().stringValue()));
            } catch (DateTimeParseException e) {
                // falls through to the one fault below
            }
        }
        faults.add(pointerTo(name), "not-a-date", "must be a date as \"2017-06-03\"");
        return Optional.empty();
    }

    public Optional<UUID> uuid(String name) {
        return raw(name).flatMap(value -> uuid(value, () -> pointerTo(name), faults));
    }

    /** A UUID in its 36 characters, else a fault. */
    public static Optional<UUID> uuid(JsonNode value, Supplier<String> pointer, Faults faults) {
        if (value.isString() && value.stringValue().length() == 36) {
            try {
                return Optional.of(UUID.fromString(value.stringValue()));
            } catch (IllegalArgumentException e) {
                // falls through to the one fault below
            }
        }
        faults.add(pointer.get(), "not-a-uuid", "must be a UUID");
        return Optional.empty();
    }

    /** A word of a closed vocabulary. */
    public <E extends Enum<E> & Code> Optional<E> code(String name, E[] vocabulary) {
        return raw(name).flatMap(value -> code(value, () -> pointerTo(name), vocabulary, faults));
    }

    public static <E extends Enum<E> & Code> Optional<E> code(
            JsonNode value, Supplier<String> pointer, E[] vocabulary, Faults faults) {
        String given = value.isString() ? value.stringValue() : "";
        for (E word : vocabulary) {
            if (word.code().equals(given)) {
                return Optional.of(word);
            }
        }
        String known = Arrays.stream(vocabulary).map(Code::code).collect(Collectors.joining(", "));
        faults.add(pointer.get(), "unknown-code", "must be one of " + known);
        return Optional.empty();
    }

    /** A field name that may be shown in an answer: shortened, without control characters. */
    private static String clean(String name) {
        String shown = name.length() > 60 ? name.substring(0, 60) : name;
        return shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }
}
