// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import org.metergate.spi.time.TimeSource;

/** What a link provider may ask of the program that runs it; at present its clock. */
public interface Host extends TimeSource {}
