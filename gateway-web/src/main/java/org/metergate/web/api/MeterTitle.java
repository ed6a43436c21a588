// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.util.Objects;

/**
 * What people call a meter that is configured.
 *
 * @param label as in the configuration; empty where none is given.
 * @param model the name on the meter; empty where it is not known.
 */
public record MeterTitle(String label, String model) {
  /** Nothing is known. */
  public static final MeterTitle NONE = new MeterTitle("", "");

  /** Requires both; empty texts are fine. */
  public MeterTitle {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(model, "model");
  }
}
