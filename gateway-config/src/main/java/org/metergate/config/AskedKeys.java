// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The keys that are asked for while a configuration is read, with what may stand under them. Since
 * it is the checking code itself that asks, no key can be checked and be missing here, and none can
 * be here that would be refused. One thread at a time.
 *
 * <p>Only what is asked for with this text is seen: the keys of an output appear when an output of
 * its type is read.
 */
public final class AskedKeys {

  /**
   * What was asked for under one key.
   *
   * @param forms what may stand there: one, or several alternatives.
   * @param required whether it is a mistake to leave the key out.
   */
  public record Asked(List<KeyForm> forms, boolean required) {
    /** Copies the forms. */
    public Asked {
      forms = List.copyOf(forms);
    }
  }

  private final Map<List<String>, Set<KeyForm>> forms = new LinkedHashMap<>();
  private final Set<List<String>> required = new LinkedHashSet<>();

  AskedKeys() {}

  /**
   * Reads a configuration and returns what was asked for. Its mistakes are of no interest.
   *
   * @param text YAML; no file that it names needs to exist.
   * @param types has the types of outputs and alarms read their settings, and swallows mistakes.
   * @return by the keys from the root, in the order of their names.
   * @throws ConfigException where the text is not YAML.
   */
  public static SortedMap<List<String>, Asked> in(String text, Consumer<GatewayConfig> types)
      throws ConfigException {
    AskedKeys asked = new AskedKeys();
    Document document = new Document(Path.of("gateway.yaml"), name -> null, asked);
    types.accept(GatewayReader.draft(document, text).config());
    SortedMap<List<String>, Asked> all = new TreeMap<>(AskedKeys::compare);
    asked.forms.forEach(
        (path, found) -> all.put(path, new Asked(narrowed(found), asked.required.contains(path))));
    return all;
  }

  /**
   * Orders paths of keys: by the names of the keys, a section before what is in it.
   *
   * @param one the keys from the root.
   * @param other likewise.
   * @return as {@link java.util.Comparator#compare} does.
   */
  public static int compare(List<String> one, List<String> other) {
    return Arrays.compare(one.toArray(new String[0]), other.toArray(new String[0]));
  }

  /** A text that is asked for in a second way as well is of that narrower form. */
  private static List<KeyForm> narrowed(Collection<KeyForm> found) {
    List<KeyForm> narrow = found.stream().filter(form -> !(form instanceof KeyForm.Text)).toList();
    return narrow.isEmpty() ? List.copyOf(found) : narrow;
  }

  void note(List<String> path, KeyForm form) {
    forms.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(form);
  }

  void require(List<String> path) {
    required.add(path);
  }
}
