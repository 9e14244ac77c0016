/**
 * What the slices that carry out commands share: sealed texts, sourcing, receipts. No rule of a
 * slice.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.commands;
