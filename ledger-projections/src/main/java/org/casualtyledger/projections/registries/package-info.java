/** What names stand for, and how is counted: actors, places, methodologies, as of any position. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.registries;
