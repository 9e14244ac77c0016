package org.casualtyledger.api.resolution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.StatedName;

/** What somebody says that a name stands for. */
sealed interface ResolutionCommand {
    /** Places are resolved by the gazetteer that comes with this ledger from now on. */
    record AdoptGazetteer() implements ResolutionCommand {}

    /**
     * @param place an id of the gazetteer; empty: none that is known
     */
    record ResolvePlace(StatedName stated, OptionalLong place, List<StoredText> reason)
            implements ResolutionCommand {
        public ResolvePlace {
            reason = List.copyOf(reason);
        }
    }

    /**
     * @param actor an id of the registry; empty: none that is known
     */
    record ResolveActor(String stated, Optional<ActorId> actor, List<StoredText> reason)
            implements ResolutionCommand {
        public ResolveActor {
            reason = List.copyOf(reason);
        }
    }
}
