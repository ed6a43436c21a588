// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import java.util.Objects;
import org.metergate.spi.option.OptionSpec;

/**
 * What a driver says of itself before it is used.
 *
 * @param id words with dashes, the name in the configuration: {@code omnipower-dlms}.
 * @param title for people: "Kamstrup OMNIPOWER, HAN port (DLMS push)".
 * @param spiLevel the level of this interface that it was written for, {@link #SPI_LEVEL} at best.
 * @param meters whether several meters may share one link.
 * @param options what can be set, with help.
 * @param messages base name of the resource bundle with the sentences of its findings, loaded with
 *     the driver's own class loader.
 * @param needs what the link must carry; a driver that needs edges is an {@link EdgeDriver}.
 */
public record DriverInfo(
    String id,
    String title,
    int spiLevel,
    MetersPerLink meters,
    List<OptionSpec> options,
    String messages,
    Needs needs) {
  /** The level of this interface. */
  public static final int SPI_LEVEL = 1;

  /** How many meters one link can have. */
  public enum MetersPerLink {
    /** One meter owns the link. */
    ONE,
    /** A bus: one driver instance is given all meters of the link and schedules them. */
    MANY
  }

  /** What a link must carry. */
  public enum Needs {
    /** Bytes: a serial port, a serial server. */
    BYTES,
    /** Edges: levels of one or several lines, each change with its time. */
    EDGES
  }

  /**
   * Describes a driver that reads bytes.
   *
   * @param id words with dashes.
   * @param title for people.
   * @param spiLevel the level of this interface that it was written for.
   * @param meters whether several meters may share one link.
   * @param options what can be set, with help.
   * @param messages base name of its resource bundle.
   */
  public DriverInfo(
      String id,
      String title,
      int spiLevel,
      MetersPerLink meters,
      List<OptionSpec> options,
      String messages) {
    this(id, title, spiLevel, meters, options, messages, Needs.BYTES);
  }

  /** Copies the options and checks that nothing is missing. */
  public DriverInfo {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(meters, "meters");
    options = List.copyOf(options);
    Objects.requireNonNull(messages, "messages");
    Objects.requireNonNull(needs, "needs");
  }
}
