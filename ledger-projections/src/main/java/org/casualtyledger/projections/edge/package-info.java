/** What the answers of the read side share: as of which position, and in which format. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.edge;
