/** What stated names of places and actors stand for. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.resolution;
