/**
 * Published numbers, what they would be now, and what was held against them and against reports.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.publications;
