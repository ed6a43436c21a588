// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

/**
 * Whose a token is.
 *
 * @param name that it was added with.
 * @param role what it may do.
 */
public record TokenInfo(String name, Role role) {}
