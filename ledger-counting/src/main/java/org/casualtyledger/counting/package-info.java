/**
 * What counts, and how. The only place where counting happens: pure functions over the events, used
 * by the projections and by whoever verifies them.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.counting;
