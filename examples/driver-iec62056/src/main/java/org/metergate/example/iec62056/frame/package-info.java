// SPDX-License-Identifier: Apache-2.0
/** Messages of IEC 62056-21 on the wire: pure functions of bytes, without clock, thread or log. */
package org.metergate.example.iec62056.frame;
