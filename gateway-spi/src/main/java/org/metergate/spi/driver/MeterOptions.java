// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import org.metergate.spi.option.Options;

/**
 * One configured meter as its driver sees it.
 *
 * @param name the name in the configuration.
 * @param options checked against the driver's description.
 */
public record MeterOptions(String name, Options options) {}
