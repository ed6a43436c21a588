// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.reading;

import java.util.Objects;

/**
 * Who made a meter and what it is called, as far as a driver knows it from what the meter sends: a
 * table in the driver gives names to type numbers. Nothing is guessed: what is not known is empty.
 *
 * @param manufacturer by its usual name: {@code Kamstrup}.
 * @param model by the name on the meter: {@code MULTICAL 603}.
 * @param modelId the type number as the meter sends it: {@code 6841131BN243101040}.
 * @param software the edition of the meter's software: {@code C1}.
 * @param hardware the edition of the meter itself.
 */
public record Nameplate(
    String manufacturer, String model, String modelId, String software, String hardware) {

  /** Nothing is known. */
  public static final Nameplate NONE = new Nameplate("", "", "", "", "");

  /** Checks that nothing is missing; empty texts are fine. */
  public Nameplate {
    Objects.requireNonNull(manufacturer, "manufacturer");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(modelId, "modelId");
    Objects.requireNonNull(software, "software");
    Objects.requireNonNull(hardware, "hardware");
  }

  /**
   * Creates the plate of a meter of which nothing else is known.
   *
   * @param manufacturer by its usual name, or empty.
   * @param model by the name on the meter, or empty.
   * @return the plate.
   */
  public static Nameplate of(String manufacturer, String model) {
    return new Nameplate(manufacturer, model, "", "", "");
  }

  /**
   * Adds the type number.
   *
   * @param id as the meter sends it.
   * @return the plate with it.
   */
  public Nameplate withModelId(String id) {
    return new Nameplate(manufacturer, model, id, software, hardware);
  }

  /**
   * Adds the edition of the software.
   *
   * @param edition as the meter sends it.
   * @return the plate with it.
   */
  public Nameplate withSoftware(String edition) {
    return new Nameplate(manufacturer, model, modelId, edition, hardware);
  }
}
