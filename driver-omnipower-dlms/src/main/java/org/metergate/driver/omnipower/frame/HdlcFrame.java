// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

/**
 * An HDLC frame of format type 3 (IEC 62056-46).
 *
 * @param bytes with both flags.
 * @param offset of the information field.
 * @param length of the information field.
 * @param more whether its segmentation bit is set: the message continues in the next frame.
 */
public record HdlcFrame(byte[] bytes, int offset, int length, boolean more) implements Frame {}
