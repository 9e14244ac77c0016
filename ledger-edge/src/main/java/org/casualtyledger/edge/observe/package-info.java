/**
 * What an operator sees of a service: meters, request ids in every line of its log, traces. Knows
 * neither the edge's rules nor any slice; slices report to it.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.edge.observe;
