// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.util.Objects;
import org.metergate.spi.reading.Nameplate;

/**
 * What is known of a configured meter besides its readings. Nothing of it is needed to deliver a
 * reading.
 *
 * @param label what people call it, from the configuration; empty for its configured name.
 * @param nameplate what its driver has reported since the start; {@link Nameplate#NONE} before.
 * @param page where the gateway's page can be opened from another machine; empty for none.
 */
public record MeterDetails(String label, Nameplate nameplate, String page) {

  /** Nothing is known. */
  public static final MeterDetails NONE = new MeterDetails("", Nameplate.NONE, "");

  /** Checks that nothing is missing. */
  public MeterDetails {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(nameplate, "nameplate");
    Objects.requireNonNull(page, "page");
  }
}
