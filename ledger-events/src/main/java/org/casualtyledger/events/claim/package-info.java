/** What a report claims: when, where, harm, actors, means, sources. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events.claim;
