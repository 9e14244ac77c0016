package org.casualtyledger.projections.topic;

import java.time.Instant;
import java.util.Optional;
import org.casualtyledger.events.merkle.Frontier;

/**
 * How far the topic is checked.
 *
 * @param read the tree of all leaves that were read of it
 * @param agreed the tree of the latest checkpoint whose root it had; empty before the first
 * @param agreedAt when that was
 * @param owner the process that checks, empty if none does right now
 */
record TopicState(
        Frontier read,
        Frontier agreed,
        Optional<Instant> agreedAt,
        Optional<TopicFault> fault,
        Optional<String> owner) {}
