package org.casualtyledger.events.claim;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import tools.jackson.databind.JsonNode;

/**
 * Reads a claim from JSON, the same rules for a request and for a stored event.
 *
 * <p>They differ in two things. A request may bring free text and must bring no field that is
 * unknown here; a stored event has digests instead, and keeps fields that this version does not
 * know. Bounds in the wrong order are swapped and flagged; what cannot be understood is a fault.
 */
public final class ClaimReader {
    private static final Pattern CODE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0," + (Limits.CODE - 1) + "}");

    private final Faults faults;
    private final boolean request;
    private final LocalDate latest;
    private final List<FreeText> texts = new ArrayList<>();
    private final List<Flag> flags = new ArrayList<>();

    private ClaimReader(Faults faults, boolean request, LocalDate latest) {
        this.faults = faults;
        this.request = request;
        this.latest = latest;
    }

    /**
     * Reads a claim of a request; empty if it added to {@code faults}.
     *
     * @param today the UTC date; a local date may be one day ahead of it, and no further
     */
    public static Optional<ClaimDraft> request(Fields fields, LocalDate today) {
        ClaimReader reader = new ClaimReader(fields.faults(), true, today.plusDays(1));
        int before = fields.faults().list().size();
        Optional<Claim> claim = reader.claim(fields);
        if (claim.isEmpty() || fields.faults().list().size() > before) {
            return Optional.empty();
        }
        reader.flagOddities(claim.get(), fields.pointer());
        return Optional.of(new ClaimDraft(claim.get(), reader.texts, capped(reader.flags)));
    }

    /** Reads a claim of a stored event; empty if it added to the faults. */
    public static Optional<Claim> stored(Fields fields) {
        ClaimReader reader = new ClaimReader(fields.faults(), false, LocalDate.MAX);
        Optional<Claim> claim = reader.claim(fields);
        return fields.faults().isEmpty() ? claim : Optional.empty();
    }

    /**
     * Reads the parts of a claim where they stand alone, in a judgement for instance.
     *
     * @param today as for {@link #request}
     */
    public static ClaimReader requestParts(Faults faults, LocalDate today) {
        return new ClaimReader(faults, true, today.plusDays(1));
    }

    /** The same, of a stored event. */
    public static ClaimReader storedParts(Faults faults) {
        return new ClaimReader(faults, false, LocalDate.MAX);
    }

    /** The free texts that were met so far, in a request. */
    public List<FreeText> texts() {
        return List.copyOf(texts);
    }

    /** What was odd so far, with pointers as the fields have them. */
    public List<Flag> flags() {
        return capped(List.copyOf(flags));
    }

    private Optional<Claim> claim(Fields f) {
        f.require("kind");
        f.require("when");
        Optional<ReportKind> kind = f.code("kind", ReportKind.values());
        Optional<Claimant> claimant = f.object("claimant").flatMap(this::claimant);
        Optional<When> when = f.object("when").flatMap(this::when);
        List<Place> where = each(f.list("where", Limits.PLACES), this::place);
        Harm harm = f.object("harm").map(this::harm).orElse(Harm.NOT_STATED);
        List<StatedActor> actors = each(f.list("actors", Limits.ACTORS), this::actor);
        List<Means> means = new ArrayList<>();
        for (Fields.Item item : f.list("means", Limits.MEANS)) {
            Fields.code(item.value(), item::pointer, Means.values(), faults).ifPresent(means::add);
        }
        List<Source> sources = sources(f.list("sources", Limits.SOURCES));
        Optional<ReportId> derivedFrom = f.uuid("derivedFrom").map(ReportId::new);
        Optional<Claim.Backlog> backlog = f.object("backlog").map(this::backlog);
        Map<String, Claim.Original> original =
                f.object("original").map(this::original).orElse(Map.of());
        freeText(f, FreeText.CLAIM, "narrative", Limits.NARRATIVE);
        List<String> sd = digests(f);
        done(f);
        if (kind.isEmpty() || when.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Claim(
                        kind.get(),
                        claimant,
                        when.get(),
                        where,
                        harm,
                        actors,
                        means,
                        sources,
                        derivedFrom,
                        backlog,
                        original,
                        sd));
    }

    private Optional<Claimant> claimant(Fields f) {
        f.require("name");
        f.require("kind");
        Optional<String> name = f.name("name", Limits.NAME);
        Optional<ClaimantKind> kind = f.code("kind", ClaimantKind.values());
        Optional<String> via = f.name("via", Limits.NAME);
        done(f);
        return name.isPresent() && kind.isPresent()
                ? Optional.of(new Claimant(name.get(), kind.get(), via))
                : Optional.empty();
    }

    private Optional<When> when(Fields f) {
        f.require("from");
        f.require("to");
        f.require("precision");
        Optional<LocalDate> from = date(f, "from");
        Optional<LocalDate> to = date(f, "to");
        Optional<TimePrecision> precision = f.code("precision", TimePrecision.values());
        done(f);
        if (from.isEmpty() || to.isEmpty() || precision.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().isBefore(from.get())) {
            faults.add(f.pointerTo("to"), "before-from", "must not be before \"from\"");
            return Optional.empty();
        }
        if (to.get().isAfter(from.get().plusYears(Limits.INTERVAL_YEARS))) {
            faults.add(
                    f.pointerTo("to"),
                    "too-long",
                    "an interval has at most " + Limits.INTERVAL_YEARS + " years");
            return Optional.empty();
        }
        return Optional.of(new When(from.get(), to.get(), precision.get()));
    }

    /** A date of the past, not before the first year that counts. */
    public Optional<LocalDate> date(Fields f, String name) {
        Optional<LocalDate> date = f.date(name);
        if (date.isPresent() && date.get().getYear() < Limits.FIRST_YEAR) {
            faults.add(
                    f.pointerTo(name),
                    "too-early",
                    "must not be before the year " + Limits.FIRST_YEAR);
            return Optional.empty();
        }
        if (date.isPresent() && date.get().isAfter(latest)) {
            faults.add(f.pointerTo(name), "in-the-future", "must not be in the future");
            return Optional.empty();
        }
        return date;
    }

    private Optional<Place> place(Fields f) {
        f.require("name");
        f.require("precision");
        Optional<String> name = f.name("name", Limits.NAME);
        List<String> admin = new ArrayList<>();
        for (Fields.Item item : f.list("admin", Limits.ADMIN_LEVELS)) {
            org.casualtyledger.events.json.Texts.name(
                            item.value(), item::pointer, Limits.NAME, faults)
                    .ifPresent(admin::add);
        }
        Optional<String> country = f.name("country", Limits.NAME);
        Optional<Point> point = f.object("point").flatMap(this::point);
        Optional<PlacePrecision> precision = f.code("precision", PlacePrecision.values());
        done(f);
        return name.isPresent() && precision.isPresent()
                ? Optional.of(new Place(name.get(), admin, country, point, precision.get()))
                : Optional.empty();
    }

    private Optional<Point> point(Fields f) {
        f.require("latE6");
        f.require("lonE6");
        OptionalInt lat = f.integer("latE6", -90_000_000, 90_000_000);
        OptionalInt lon = f.integer("lonE6", -180_000_000, 180_000_000);
        done(f);
        return lat.isPresent() && lon.isPresent()
                ? Optional.of(new Point(lat.getAsInt(), lon.getAsInt()))
                : Optional.empty();
    }

    private Harm harm(Fields f) {
        Harm harm = new Harm(toll(f, "killed"), toll(f, "injured"));
        done(f);
        return harm;
    }

    private Toll toll(Fields parent, String name) {
        Optional<Fields> toll = parent.object(name);
        if (toll.isEmpty()) {
            return Toll.NOT_STATED;
        }
        Fields f = toll.get();
        Civilians civilians =
                f.object("civilians").map(this::civilians).orElse(Civilians.NOT_STATED);
        Range undetermined = range(f, "undetermined");
        Range combatants = range(f, "combatants");
        Map<Role, Range> roles = f.object("roles").map(this::roles).orElse(Map.of());
        done(f);
        return new Toll(civilians, undetermined, combatants, roles);
    }

    private Civilians civilians(Fields f) {
        Civilians civilians =
                new Civilians(
                        range(f, "total"),
                        range(f, "women"),
                        range(f, "children"),
                        range(f, "men"),
                        range(f, "unknown"));
        done(f);
        return civilians;
    }

    private Map<Role, Range> roles(Fields f) {
        Map<Role, Range> roles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            Range range = range(f, role.code());
            if (!range.equals(Range.NOT_STATED)) {
                roles.put(role, range);
            }
        }
        done(f);
        return roles;
    }

    private Claim.Backlog backlog(Fields f) {
        Claim.Backlog backlog = new Claim.Backlog(range(f, "killed"), range(f, "injured"));
        done(f);
        return backlog;
    }

    /** A range under a name; nothing stated where there is none. */
    public Range range(Fields parent, String name) {
        Optional<Fields> range = parent.object(name);
        if (range.isEmpty()) {
            return Range.NOT_STATED;
        }
        Fields f = range.get();
        OptionalInt min = f.integer("min", 0, Limits.COUNT);
        OptionalInt max = f.integer("max", 0, Limits.COUNT);
        OptionalInt best = f.integer("best", 0, Limits.COUNT);
        done(f);
        if (min.isPresent() && max.isPresent() && min.getAsInt() > max.getAsInt()) {
            flags.add(new Flag("bounds-swapped", f.pointer()));
            return flagBest(new Range(max, min, best), f.pointer());
        }
        return flagBest(new Range(min, max, best), f.pointer());
    }

    private Range flagBest(Range range, String pointer) {
        if (range.best().isPresent()) {
            int best = range.best().getAsInt();
            if (best < range.min().orElse(0) || best > range.max().orElse(Limits.COUNT)) {
                flags.add(new Flag("best-outside-range", pointer));
            }
        }
        return range;
    }

    /** An actor as stated. */
    public Optional<StatedActor> actor(Fields f) {
        f.require("name");
        f.require("role");
        Optional<String> name = f.name("name", Limits.NAME);
        Optional<ActorRole> role = f.code("role", ActorRole.values());
        Optional<ActorStatus> status = f.code("status", ActorStatus.values());
        Optional<String> side = f.name("side", Limits.CODE);
        done(f);
        return name.isPresent() && role.isPresent()
                ? Optional.of(new StatedActor(name.get(), role.get(), status, side))
                : Optional.empty();
    }

    private List<Source> sources(List<Fields.Item> items) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            source(items.get(i).fields(faults), i, items.size()).ifPresent(sources::add);
        }
        return sources;
    }

    /**
     * A source; its title and address are {@link #texts()} of a request.
     *
     * @param index which one it is of its list
     * @param size how many the list has
     */
    public Optional<Source> source(Fields f, int index, int size) {
        f.require("publisher");
        Optional<String> publisher = f.name("publisher", Limits.NAME);
        Optional<LocalDate> date = f.date("date");
        OptionalInt derivedFrom = f.integer("derivedFrom", 0, size - 1);
        if (derivedFrom.isPresent() && derivedFrom.getAsInt() == index) {
            faults.add(
                    f.pointerTo("derivedFrom"), "itself", "a source cannot be derived from itself");
        }
        freeText(f, index, "title", Limits.TITLE);
        freeText(f, index, "url", Limits.TITLE);
        List<String> sd = digests(f);
        done(f);
        return publisher.map(name -> new Source(name, date, derivedFrom, sd));
    }

    private Map<String, Claim.Original> original(Fields f) {
        Map<String, Claim.Original> original = new TreeMap<>();
        List<String> names = f.names();
        if (names.size() > Limits.ORIGINAL) {
            faults.add(
                    f.pointer(),
                    "too-many",
                    "has " + names.size() + " figures; at most " + Limits.ORIGINAL);
            return original;
        }
        for (String name : names) {
            Optional<JsonNode> value = f.raw(name);
            if (!CODE.matcher(name).matches()) {
                faults.add(
                        f.pointer(),
                        "bad-name",
                        "the name of an original figure is one of letters, digits, . _ : -");
            } else if (value.isPresent()) {
                originalValue(value.get(), f.pointerTo(name)).ifPresent(v -> original.put(name, v));
            }
        }
        return original;
    }

    /** Free text is never in clear, so an original value is an integer or a short code. */
    private Optional<Claim.Original> originalValue(JsonNode value, String pointer) {
        if (value.isString()) {
            if (CODE.matcher(value.stringValue()).matches()) {
                return Optional.of(new Claim.Original.Code(value.stringValue()));
            }
            faults.add(
                    pointer,
                    "not-a-code",
                    "must be an integer or a code of letters, digits, . _ : -");
            return Optional.empty();
        }
        OptionalLong figure =
                Fields.integer(
                        value, () -> pointer, -1_000_000_000_000L, 1_000_000_000_000L, faults);
        return figure.isPresent()
                ? Optional.of(new Claim.Original.Figure(figure.getAsLong()))
                : Optional.empty();
    }

    private void freeText(Fields f, int source, String name, int limit) {
        if (request) {
            f.text(name, limit).ifPresent(value -> texts.add(new FreeText(source, name, value)));
        }
    }

    private List<String> digests(Fields f) {
        return request ? List.of() : Digests.read(f);
    }

    private void done(Fields f) {
        if (request) {
            f.refuseUnknown();
        }
    }

    private <T> List<T> each(
            List<Fields.Item> items, java.util.function.Function<Fields, Optional<T>> read) {
        List<T> values = new ArrayList<>();
        for (Fields.Item item : items) {
            read.apply(item.fields(faults)).ifPresent(values::add);
        }
        return values;
    }

    private void flagOddities(Claim claim, String pointer) {
        if (claim.where().isEmpty()) {
            flags.add(new Flag("no-place", pointer + "/where"));
        }
        if (claim.sources().isEmpty()) {
            flags.add(new Flag("no-source", pointer + "/sources"));
        }
        if (claim.backlog().isPresent() && claim.kind() != ReportKind.CUMULATIVE) {
            flags.add(new Flag("backlog-of-no-running-total", pointer + "/backlog"));
        }
        flagGroups(claim.harm().killed().civilians(), pointer + "/harm/killed/civilians");
        flagGroups(claim.harm().injured().civilians(), pointer + "/harm/injured/civilians");
    }

    /** Groups need not sum to the total, but together they cannot exceed its maximum. */
    private void flagGroups(Civilians c, String pointer) {
        long least =
                (long) c.women().min().orElse(0)
                        + c.children().min().orElse(0)
                        + c.men().min().orElse(0)
                        + c.unknown().min().orElse(0);
        if (c.total().max().isPresent() && least > c.total().max().getAsInt()) {
            flags.add(new Flag("groups-exceed-total", pointer));
        }
    }

    private static List<Flag> capped(List<Flag> flags) {
        return flags.size() <= Limits.FLAGS ? flags : flags.subList(0, Limits.FLAGS);
    }
}
