/** The write side, wired. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api;
