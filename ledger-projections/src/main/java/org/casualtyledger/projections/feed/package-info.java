/** Where events come from: one port, whatever carries them. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.feed;
