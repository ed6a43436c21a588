// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import java.util.Objects;
import org.metergate.spi.option.OptionSpec;

/**
 * The description of a driver, available before the driver is used.
 *
 * @param id the name of the driver in the configuration, words joined by dashes: {@code
 *     omnipower-dlms}.
 * @param title name for the user: "Kamstrup OMNIPOWER, HAN port (DLMS push)".
 * @param spiLevel the level of this interface that the driver was written for, at most {@link
 *     #SPI_LEVEL}.
 * @param meters whether several meters may share one link.
 * @param options the options of one meter, with their help texts.
 * @param messages base name of the resource bundle with the sentences of the driver's findings,
 *     loaded with the driver's own class loader.
 * @param needs what the link must carry; with bytes the driver is a {@link ByteDriver}, with edges
 *     an {@link EdgeDriver}.
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

  /** How many meters share one link. */
  public enum MetersPerLink {
    /** The link belongs to one meter. */
    ONE,
    /** A bus: one driver instance gets all meters of the link and schedules them. */
    MANY
  }

  /** What a link must carry. */
  public enum Needs {
    /** Bytes: a serial port, a serial server. */
    BYTES,
    /** Edges: level changes of one or several lines, each with its time. */
    EDGES
  }

  /**
   * Describes a driver that reads bytes.
   *
   * @param id the name of the driver in the configuration.
   * @param title name for the user.
   * @param spiLevel the level of this interface that the driver was written for.
   * @param meters whether several meters may share one link.
   * @param options the options of one meter, with their help texts.
   * @param messages base name of the driver's resource bundle.
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
