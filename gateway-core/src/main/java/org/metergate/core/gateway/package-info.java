// SPDX-License-Identifier: Apache-2.0
/**
 * Puts the rooms together: from a configuration to a running gateway, all of it or nothing. Only
 * the command line stands above it.
 */
package org.metergate.core.gateway;
