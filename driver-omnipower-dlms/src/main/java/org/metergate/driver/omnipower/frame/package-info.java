// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes on the wire to whole messages: HDLC and wired M-Bus frames, their pieces joined. It
 * must not know what a message says, and has no clock, log or I/O.
 */
package org.metergate.driver.omnipower.frame;
