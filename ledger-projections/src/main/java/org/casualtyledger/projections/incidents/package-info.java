/**
 * What is known of one incident: claims side by side, what others judged, how its figures follow,
 * and everything that ever touched it.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.incidents;
