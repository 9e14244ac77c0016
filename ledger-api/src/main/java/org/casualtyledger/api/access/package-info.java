/** Organisations and their keys. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.access;
