// SPDX-License-Identifier: Apache-2.0
/**
 * Reads meters that speak IEC 62056-21 (once IEC 61107): asked, in modes A to C, or listened to, in
 * mode D. One thread, the link's. It knows the driver interface and nothing of the program.
 */
package org.metergate.example.iec62056;
