// SPDX-License-Identifier: Apache-2.0
/**
 * Raw traffic with times, as text: what {@code record} writes, {@code replay:} links and tests
 * play, and people attach to a bug report. It must not know what the bytes mean.
 */
package org.metergate.recording;
