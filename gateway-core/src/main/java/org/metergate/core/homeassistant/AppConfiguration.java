// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.metergate.config.Location;

/**
 * The configuration made from the options.
 *
 * @param text YAML; has no key and no password.
 * @param places for each line the option from which it comes.
 * @param secrets keys and passwords by the names of their files.
 */
record AppConfiguration(String text, List<String> places, Map<String, String> secrets) {

  /** Copies the collections. */
  AppConfiguration {
    places = List.copyOf(places);
    secrets = Map.copyOf(secrets);
  }

  /** Prints no key and no password. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * Writes the parts down.
   *
   * @param root all of them.
   * @param folder where the files with keys and passwords will be, seen from the configuration.
   */
  static AppConfiguration of(Entry.Branch root, String folder) {
    Writer writer = new Writer(folder);
    writer.line("# Made at each start from the options of the app: a change here is lost.", "");
    writer.branch(root, "", "");
    return new AppConfiguration(
        String.join("\n", writer.lines) + "\n", writer.places, writer.secrets);
  }

  /**
   * Returns the option from which a key comes.
   *
   * @param at a location in {@link #text}.
   * @return for example {@code meters 1 (heat), link}.
   */
  String place(Location at) {
    String place = at.line() > 0 && at.line() <= places.size() ? places.get(at.line() - 1) : "";
    if (place.isEmpty()) {
      return at.path().isEmpty() ? "Options" : "Options: " + at.path();
    }
    String last = at.path().substring(at.path().lastIndexOf('.') + 1);
    boolean said = last.isEmpty() || place.endsWith(last) || place.contains(last + ",");
    return "Options: " + place + (said ? "" : ", " + last);
  }

  private static final class Writer {
    private final String folder;
    private final List<String> lines = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();

    private Writer(String folder) {
      this.folder = folder;
    }

    private void line(String text, String place) {
      lines.add(text);
      places.add(place);
    }

    private void branch(Entry.Branch branch, String indent, String path) {
      branch
          .entries()
          .forEach(
              (key, entry) -> {
                String below = path.isEmpty() ? key : path + "." + key;
                String start = indent + quoted(key) + ":";
                if (!(entry instanceof Entry.Branch inner)) {
                  line(start + " " + value(entry, below), entry.place());
                } else if (inner.entries().isEmpty()) {
                  line(start + " {}", entry.place());
                } else {
                  line(start, entry.place());
                  branch(inner, indent + "  ", below);
                }
              });
    }

    private String value(Entry entry, String path) {
      if (entry instanceof Entry.Text text) {
        return quoted(text.text());
      } else if (entry instanceof Entry.Pointer pointer) {
        return pointer.tag() + " " + quoted(pointer.name());
      } else if (entry instanceof Entry.Hidden hidden) {
        // not the meter's name, which may look like a key and would be refused as the name of a
        // file
        String name = secrets.size() + 1 + "-" + path.substring(path.lastIndexOf('.') + 1);
        secrets.put(name, hidden.secret() + "\n");
        return "!file " + quoted(folder + "/" + name);
      } else if (entry instanceof Entry.Several several) {
        return several.entries().stream()
            .map(one -> value(one, path))
            .collect(Collectors.joining(", ", "[", "]"));
      }
      Entry.Branch branch = (Entry.Branch) entry;
      return branch.entries().entrySet().stream()
          .map(one -> quoted(one.getKey()) + ": " + value(one.getValue(), path))
          .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Returns a text as YAML 1.2 reads it back, on one line. */
    private static String quoted(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      text.codePoints()
          .forEach(
              c -> {
                if (c == '"' || c == '\\') {
                  quoted.append('\\').appendCodePoint(c);
                } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
                  quoted.append(String.format("\\u%04x", c));
                } else {
                  quoted.appendCodePoint(c);
                }
              });
      return quoted.append('"').toString();
    }
  }
}
