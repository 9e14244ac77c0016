package org.casualtyledger.api.resolution;

import java.util.List;
import org.casualtyledger.edge.Problem;

/** Why a resolution is not taken. */
sealed interface ResolutionRefusal {
    /** The gazetteer has no place of this id. */
    record UnknownPlace() implements ResolutionRefusal {}

    /** Nobody registered an actor of this id. */
    record UnknownActor() implements ResolutionRefusal {}

    /** The name stands for exactly this already. */
    record NoChange(long position) implements ResolutionRefusal {}

    default Problem problem() {
        return switch (this) {
            case UnknownPlace _ -> unknown("/place", "the gazetteer has no place of this id");
            case UnknownActor _ -> unknown("/actor", "nobody registered an actor of this id");
            case NoChange r ->
                    new Problem(
                            409,
                            "no-change",
                            "The name stands for this already",
                            "It was resolved so at position " + r.position() + ".");
        };
    }

    private static Problem unknown(String pointer, String detail) {
        return Problem.invalid(List.of(new Problem.Error(pointer, "unknown", detail)));
    }
}
