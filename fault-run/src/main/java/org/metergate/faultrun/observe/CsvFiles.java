// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.observe;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.Sighting;

/** Reads the files of the output {@code csv}: one folder for each meter, one file for each day. */
public final class CsvFiles {
  private static final int TIME_LENGTH = 19;

  private CsvFiles() {}

  /**
   * Returns all lines in the order of their ids; a line twice is there twice.
   *
   * @param folder of the output.
   * @param meters the folders to read.
   */
  public static List<Sighting> read(Path folder, Iterable<String> meters) throws IOException {
    List<Sighting> found = new ArrayList<>();
    for (String meter : meters) {
      if (Files.isDirectory(folder.resolve(meter))) {
        try (Stream<Path> files = Files.list(folder.resolve(meter))) {
          for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
            lines(meter, Files.readAllLines(file), found);
          }
        }
      }
    }
    found.sort(Comparator.comparing(sighting -> sighting.seq().orElse(0)));
    return found;
  }

  private static void lines(String meter, List<String> lines, List<Sighting> to) {
    List<String> head = List.of(lines.isEmpty() ? new String[0] : lines.get(0).split(",", -1));
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, BigDecimal> values = new HashMap<>();
      String stamp = "";
      for (int i = 0; i < Math.min(cells.length, head.size()); i++) {
        String name = head.get(i).replaceAll(" \\(.*", "");
        if (name.equals("meter_time") && cells[i].length() >= TIME_LENGTH) {
          stamp = cells[i];
        } else if (cells[i].matches("-?[0-9]+(\\.[0-9]+)?")) {
          values.put(name, new BigDecimal(cells[i]));
        }
      }
      to.add(
          new Sighting(
              Place.CSV,
              meter,
              OptionalLong.of(values.remove("id").longValueExact()),
              SightingLog.stamp(stamp),
              values,
              OptionalLong.empty(),
              false,
              0));
    }
  }
}
