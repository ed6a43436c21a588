// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.finding.Finding;

/**
 * What the file system reports about the GPIO chips, read before any library is loaded: without a
 * chip the library only reports that none is "initialized yet".
 *
 * @param chips their device files.
 */
record ChipFacts(List<Path> chips) {

  /**
   * Lists the chips.
   *
   * @param devices the folder of device files.
   */
  static ChipFacts of(Path devices) {
    List<Path> chips = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(devices, "gpiochip*")) {
      found.forEach(chips::add);
    } catch (IOException e) {
      // a machine without device files has no chips
    }
    chips.sort(null);
    return new ChipFacts(List.copyOf(chips));
  }

  /** Returns what prevents opening a line. */
  Optional<Finding> objection(String port) {
    if (chips.isEmpty()) {
      return Optional.of(GpioFindings.NO_CHIP.with("port", port));
    }
    if (chips.stream().noneMatch(chip -> Files.isReadable(chip) && Files.isWritable(chip))) {
      return Optional.of(GpioFindings.NO_PERMISSION.with("port", port, "device", chips.get(0)));
    }
    return Optional.empty();
  }
}
