// SPDX-License-Identifier: Apache-2.0
/**
 * Finds what this program can be extended by: drivers, links and emulated meters, built in or
 * dropped into a folder as jars. Each dropped-in jar has a class loader of its own; one that is
 * broken is listed with its reason and costs nobody else. It knows the contracts alone, no driver
 * and nothing of who uses them.
 */
package org.metergate.core.plugin;
