// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

/**
 * An account as its owner sees it.
 *
 * @param name of it.
 * @param role of it.
 * @param sessions how many have not ended.
 */
public record AccountView(String name, Role role, int sessions) {}
