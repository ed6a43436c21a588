// SPDX-License-Identifier: Apache-2.0
/**
 * KMP frames: start byte, stuffed content with its checksum, stop byte (Kamstrup, KMP protocol
 * description). Pure functions of bytes; it must not know what a frame asks or answers.
 */
package org.metergate.driver.multical.frame;
