package org.casualtyledger.standalone.cli;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** By how much a range moved: each bound with its sign, since the two may move apart. */
final class SignedRange {

    private SignedRange() {}

    /** A bound that is not stated, before or after, has no difference. */
    static String of(JsonNode range) {
        JsonNode min = range.path("min");
        JsonNode max = range.path("max");
        if (!min.isNumber() && !max.isNumber()) {
            return "";
        }
        String low = min.isNumber() ? signed(min.asLong()) : "?";
        String high = max.isNumber() ? signed(max.asLong()) : "?";
        return low.equals(high) ? low : low + "/" + high;
    }

    static String signed(long n) {
        return n == 0 ? "0" : String.format(Locale.ROOT, "%+,d", n).replace('-', '−');
    }
}
