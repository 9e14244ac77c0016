package org.casualtyledger.projections.topic;

import java.time.Instant;

/**
 * What is wrong with the topic.
 *
 * @param position the first that is missing or wrong
 * @param last the same, or the last of those among which it is, where it cannot be told apart
 * @param reason for people; never holds free text of a report
 */
record TopicFault(long position, long last, String reason, Instant at) {
    TopicFault {
        if (position < 0 || last < position) {
            throw new IllegalArgumentException("a fault at " + position + " to " + last);
        }
    }
}
