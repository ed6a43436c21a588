// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a meter driver: how it is found, what it offers, and all that it knows of the
 * world while it runs. It must not know who stores or sends the readings.
 */
package org.metergate.spi.driver;
