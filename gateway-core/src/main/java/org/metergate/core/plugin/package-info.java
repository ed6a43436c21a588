// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the plug-ins of this program: drivers, links and emulated meters, built in or dropped into
 * a folder as jars. Each dropped-in jar has a class loader of its own; one that is broken is listed
 * with its reason and does not affect the others. Third-party code runs on threads of its own while
 * it is loaded. The package knows only the interfaces of plug-ins, not their users.
 *
 * <p>Must not know: drivers, open links, the journal, outputs, the configuration, the supervisor.
 */
package org.metergate.core.plugin;
