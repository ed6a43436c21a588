// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

/**
 * A long frame of the wired M-Bus (EN 13757-2) that carries a part of a DLMS message (EN 13757-3,
 * annex on DLMS).
 *
 * @param bytes from the first {@code 68} to the {@code 16}.
 * @param offset of the data after the two service access points.
 * @param length of the data.
 * @param number of the part, 0 to 15, from the low half of the control information field.
 * @param last whether it is the message's last part.
 */
public record MbusFrame(byte[] bytes, int offset, int length, int number, boolean last)
    implements Frame {}
