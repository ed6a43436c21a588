// SPDX-License-Identifier: Apache-2.0
/** From the text of a readout to measurements: pure functions; nothing of framing is known here. */
package org.metergate.example.iec62056.data;
