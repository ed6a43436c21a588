// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All parts of a certain length of some secrets, to find any longer part of them. Any thread. */
final class Parts {
  private final Map<Integer, Set<String>> byLength = new ConcurrentHashMap<>();

  /** Adds all parts of a text that have this length; the whole of a shorter text. */
  void add(String text, int length) {
    int part = Math.min(length, text.length());
    Set<String> parts = byLength.computeIfAbsent(part, l -> ConcurrentHashMap.newKeySet());
    for (int i = 0; i + part <= text.length(); i++) {
      parts.add(text.substring(i, i + part));
    }
  }

  /** Adds all parts of others. */
  void addAll(Parts others) {
    others.byLength.forEach(
        (length, parts) ->
            byLength.computeIfAbsent(length, l -> ConcurrentHashMap.newKeySet()).addAll(parts));
  }

  /** Returns where a text has such parts: pairs of begin and end in the original text. */
  List<int[]> find(Projection text) {
    List<int[]> found = new ArrayList<>();
    byLength.forEach(
        (length, parts) -> {
          for (int i = 0; i + length <= text.length(); i++) {
            if (parts.contains(text.chars().substring(i, i + length))) {
              found.add(new int[] {text.begin()[i], text.end()[i + length - 1]});
            }
          }
        });
    return found;
  }
}
