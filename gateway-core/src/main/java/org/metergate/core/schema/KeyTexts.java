// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One sentence for each key. A sentence for {@code outputs.*.every} is that of all types of
 * outputs, one for {@code outputs.mqtt.every} goes before it.
 */
final class KeyTexts {
  private final ResourceBundle bundle =
      ResourceBundle.getBundle(
          "org.metergate.core.schema.keys",
          Locale.ROOT,
          ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

  private final Set<String> used = new TreeSet<>();

  /** Returns the sentence of a key outside of outputs and alarms. */
  Optional<String> of(List<String> path) {
    return find(Stream.of(String.join(".", path)));
  }

  /** Returns the sentence of a key of one type of output or alarm. */
  Optional<String> of(String section, String type, List<String> path) {
    String key = String.join(".", path);
    return find(Stream.of(section + "." + type + "." + key, section + ".*." + key));
  }

  private Optional<String> find(Stream<String> names) {
    Optional<String> name = names.filter(bundle::containsKey).findFirst();
    name.ifPresent(used::add);
    return name.map(bundle::getString);
  }

  /** Returns the sentences that no key asked for. */
  Set<String> unused() {
    Set<String> rest = new TreeSet<>(bundle.keySet());
    rest.removeAll(used);
    return rest;
  }
}
