// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

/**
 * A plug-in that was found but is not used.
 *
 * @param what the file that was dropped in; for a built-in one its class, or the service whose list
 *     of classes is broken.
 * @param reason one sentence for people.
 */
public record RejectedPlugin(String what, String reason) {}
