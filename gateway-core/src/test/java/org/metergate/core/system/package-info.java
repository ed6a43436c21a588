// SPDX-License-Identifier: Apache-2.0
/**
 * The whole program as people run it: child processes that are started, pulled about and killed,
 * with real pseudo-terminals and a real broker around them. What one room alone can show is tested
 * there and not here.
 */
package org.metergate.core.system;
