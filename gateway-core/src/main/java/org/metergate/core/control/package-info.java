// SPDX-License-Identifier: Apache-2.0
/**
 * The door through which commands speak to the running gateway: a Unix domain socket beside the
 * journal, for its owner only, one JSON line in and one out. Each conversation has a thread of its
 * own. It must not know what the commands do.
 */
package org.metergate.core.control;
