package org.casualtyledger.events.claim;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One kind of harm (killed, or injured) as a claim states it.
 *
 * @param undetermined people whose civilian status is not determined; recorded beside and never
 *     counted as civilians
 * @param combatants recorded beside and never counted as civilians
 * @param roles tags across the groups above: a journalist is counted among civilians already
 */
public record Toll(
        Civilians civilians, Range undetermined, Range combatants, Map<Role, Range> roles) {
    public static final Toll NOT_STATED =
            new Toll(Civilians.NOT_STATED, Range.NOT_STATED, Range.NOT_STATED, Map.of());

    public Toll {
        if (roles.isEmpty()) {
            roles = Map.of();
        } else {
            roles = Collections.unmodifiableMap(new EnumMap<>(roles));
        }
    }

    public static Toll civilians(Range total) {
        return new Toll(Civilians.ofTotal(total), Range.NOT_STATED, Range.NOT_STATED, Map.of());
    }
}
