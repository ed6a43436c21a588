// SPDX-License-Identifier: Apache-2.0
/** A meter that is none, written apart from the driver, so that each proves the other. */
package org.metergate.example.iec62056.emulator;
