/** Files in which keys and what must not be forgotten are kept. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events.files;
