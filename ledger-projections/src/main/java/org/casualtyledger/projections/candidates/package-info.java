/**
 * Which incidents may be one: what a comparison needs, how it ranks, and what was judged of a pair.
 * Its rows are read beside {@code report_version}, {@code report_home} and {@code
 * incident_version}, which say where a report belongs; classes are shared with no slice.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.candidates;
