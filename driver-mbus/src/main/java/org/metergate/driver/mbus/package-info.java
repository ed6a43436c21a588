// SPDX-License-Identifier: Apache-2.0
/**
 * The driver for meters on a wired M-Bus (EN 13757-2 and EN 13757-3). This package has what needs a
 * session: which meter is asked when, at which speed, what is the matter. The protocol itself is in
 * the packages below, which do not use this one. One thread, that of the link. No frame that writes
 * to a meter can be built.
 *
 * <p>Must not know: open links, the journal, outputs, the page, the gateway, logs, I/O.
 */
package org.metergate.driver.mbus;
