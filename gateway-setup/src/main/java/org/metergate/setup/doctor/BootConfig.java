// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.metergate.setup.port.MachineFiles;
import org.metergate.setup.port.PiBoard;

/**
 * What {@code config.txt} of a Raspberry Pi sets about its serial port, for one model. From the
 * "config.txt" pages of the Raspberry Pi documentation: a later line wins, a line in a section
 * counts only where the section applies, a section of a model replaces the one of a model before,
 * and {@code [all]} ends all of them. Sections that depend on more than the model are taken not to
 * apply.
 *
 * @param path the file.
 * @param enableUart the value of {@code enable_uart}, if it is set.
 * @param overlays the names after {@code dtoverlay=}.
 * @param uart0 whether {@code dtparam=uart0} is on.
 */
record BootConfig(String path, Optional<String> enableUart, Set<String> overlays, boolean uart0) {
  /** Since bookworm, and before. */
  private static final List<String> PATHS =
      List.of("/boot/firmware/config.txt", "/boot/config.txt");

  private static final int MOST_INCLUDES = 8;

  static Optional<BootConfig> read(MachineFiles files, PiBoard board) {
    for (String path : PATHS) {
      if (files.text(path).isPresent()) {
        Reader reader = new Reader(files, path.substring(0, path.lastIndexOf('/')), board);
        reader.file(path);
        return Optional.of(
            new BootConfig(path, reader.enableUart, Set.copyOf(reader.overlays), reader.uart0));
      }
    }
    return Optional.empty();
  }

  boolean has(String... names) {
    return List.of(names).stream().anyMatch(overlays::contains);
  }

  /** Reads lines, and remembers in which section it is. */
  private static final class Reader {
    private final MachineFiles files;
    private final String folder;
    private final PiBoard board;
    private final Set<String> overlays = new HashSet<>();
    private final List<String> included = new ArrayList<>();
    private Optional<String> enableUart = Optional.empty();
    private boolean uart0;
    private boolean model = true;
    private boolean condition = true;

    Reader(MachineFiles files, String folder, PiBoard board) {
      this.files = files;
      this.folder = folder;
      this.board = board;
    }

    void file(String path) {
      if (included.size() == MOST_INCLUDES || included.contains(path)) {
        return; // a file that includes itself
      }
      included.add(path);
      files
          .text(path)
          .ifPresent(
              text -> text.lines().forEach(line -> line(line.replaceFirst("#.*", "").strip())));
    }

    private void line(String line) {
      if (line.startsWith("[") && line.endsWith("]")) {
        section(line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT));
      } else if (model && condition) {
        if (line.startsWith("include ")) {
          file(folder + "/" + line.substring(8).strip());
        } else {
          int equals = line.indexOf('=');
          if (equals > 0) {
            setting(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
          }
        }
      }
    }

    private void section(String section) {
      if (section.equals("all")) {
        model = true;
        condition = true;
      } else if (section.matches("pi\\d.*|cm\\d.*")) {
        model = board.hasSection(section);
      } else {
        condition = false; // [none], or one that depends on a screen, a pin, a serial number
      }
    }

    private void setting(String name, String value) {
      switch (name) {
        case "enable_uart" -> enableUart = Optional.of(value);
        case "dtoverlay" -> {
          if (!value.isEmpty()) {
            overlays.add(value.split("[,:]", 2)[0].strip());
          }
        }
        case "dtparam" -> {
          for (String part : value.split(",")) {
            String[] pair = part.strip().split("=", 2);
            if (pair[0].equals("uart0")) {
              uart0 = pair.length == 1 || pair[1].matches("on|true|yes|1|okay");
            }
          }
        }
        default -> {}
      }
    }
  }
}
