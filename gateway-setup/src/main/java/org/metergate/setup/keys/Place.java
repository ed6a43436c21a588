// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

/**
 * A place in the text as it was given.
 *
 * @param line 1 or more.
 * @param column of the first character, 1 or more.
 */
public record Place(int line, int column) {}
