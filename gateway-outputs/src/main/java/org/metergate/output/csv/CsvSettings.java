// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import java.nio.file.Path;
import java.time.Duration;
import org.metergate.config.ConfigException;
import org.metergate.config.Section;
import org.metergate.output.Thinning;
import org.metergate.output.ValueKeys;
import org.metergate.value.CsvForm;
import org.metergate.value.ReadingView;

/**
 * The settings of one output, all checked.
 *
 * @param folder where the meters' folders are created.
 * @param form how a line is written.
 * @param readableBy who may read new files and folders.
 * @param every how far values are thinned; zero for all of them.
 * @param view in which units, and whether with derived values.
 */
record CsvSettings(
    Path folder, CsvForm form, ReadableBy readableBy, Duration every, ReadingView view) {

  static CsvSettings read(Section section) throws ConfigException {
    section.text("folder");
    Path folder = section.path("folder").orElse(Path.of("."));
    char separator =
        switch (section.choice("separator", "comma", "semicolon", "tab")) {
          case "semicolon" -> ';';
          case "tab" -> '\t';
          default -> ',';
        };
    boolean comma = section.choice("decimals", "point", "comma").equals("comma");
    if (comma && separator == ',') {
      section.problem("decimals", "A decimal comma needs another separator: semicolon or tab.");
    }
    ReadableBy readableBy =
        switch (section.choice("readable-by", "group", "owner", "all")) {
          case "owner" -> ReadableBy.OWNER;
          case "all" -> ReadableBy.ALL;
          default -> ReadableBy.GROUP;
        };
    Duration every = Thinning.read(section);
    ReadingView view = ValueKeys.read(section, false);
    section.done();
    return new CsvSettings(folder, new CsvForm(separator, comma), readableBy, every, view);
  }
}
