// SPDX-License-Identifier: Apache-2.0
/**
 * Puts the parts together: from a checked configuration to a running gateway, all of it or nothing,
 * and the commands that a running gateway answers. Changes of a running gateway are made by one
 * thread at a time; health and values may be read by any thread.
 *
 * <p>Must not know: drivers, the command line.
 */
package org.metergate.core.gateway;
