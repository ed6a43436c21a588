// SPDX-License-Identifier: Apache-2.0
/**
 * Finds what this program can be extended by: drivers, links and emulated meters. One that is
 * broken is listed with its reason and costs nobody else. It knows the contracts alone, no driver
 * and nothing of who uses them.
 */
package org.metergate.core.plugin;
