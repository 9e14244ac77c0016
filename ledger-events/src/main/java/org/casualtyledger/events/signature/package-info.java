/**
 * Signatures of submitters: their keys, what a signature covers, and which events bear a valid one.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events.signature;
