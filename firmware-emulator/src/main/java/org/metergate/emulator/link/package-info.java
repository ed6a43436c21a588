// SPDX-License-Identifier: Apache-2.0
/**
 * Links without hardware: {@code emulator:} to an emulated meter, {@code replay:} from a recording.
 * Emulated meters are found by their providers, so that none is named here. Used on the thread of
 * the link, closed from any.
 *
 * <p>Must not know: drivers, open links, readings, the journal, outputs, the gateway, logs.
 */
package org.metergate.emulator.link;
