// SPDX-License-Identifier: Apache-2.0
/**
 * What can go wrong on a line, as decorators of an emulated meter. They change bytes and know
 * nothing of what the bytes mean.
 */
package org.metergate.emulator.fault;
