// SPDX-License-Identifier: Apache-2.0
/**
 * Links that end in no hardware: {@code emulator:} in an emulated meter, {@code replay:} in a
 * recording. It must not know which meters there are: they are found by their providers.
 */
package org.metergate.emulator.link;
