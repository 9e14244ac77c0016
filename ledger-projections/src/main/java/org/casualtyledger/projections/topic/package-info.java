/**
 * The topic's checker: reads all of the topic as its consumers do, and holds it against what was
 * signed of the log. A broker is not trusted with history; this is how one learns of it if it
 * drops, reorders or alters records.
 *
 * <p>Reads feeds itself: it is about the topic as a whole. One process of a deployment checks at a
 * time, and all of them answer for it.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.topic;
