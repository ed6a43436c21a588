// SPDX-License-Identifier: Apache-2.0
/**
 * The whole program as users run it: child processes that are started, stopped and killed, with
 * real pseudo-terminals and a real broker around them. What the tests of a single package can show
 * is tested there and not here.
 */
package org.metergate.core.system;
