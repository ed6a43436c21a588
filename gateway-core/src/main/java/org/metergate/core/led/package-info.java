// SPDX-License-Identifier: Apache-2.0
/**
 * Three lamps for a person at the meter cupboard: power, data, fault. One thread, which is not
 * started without lamps. It must not know who reads the meters or what a lamp hangs on.
 */
package org.metergate.core.led;
