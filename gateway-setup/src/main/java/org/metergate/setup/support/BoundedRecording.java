// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest part of a recording, as far as it fits. */
public final class BoundedRecording {
  private static final String LEFT_OUT =
      "# the beginning is left out, so that the bundle stays small";

  private BoundedRecording() {}

  /**
   * Cuts the beginning of a recording off.
   *
   * @param recording its text; its first line stays, and its line settings.
   * @param most the most characters of the result, far more than one line has.
   * @return a recording that the same commands read.
   */
  public static String newest(String recording, int most) {
    if (recording.length() <= most) {
      return recording;
    }
    List<String> head = new ArrayList<>();
    Deque<String> newest = new ArrayDeque<>();
    long length = LEFT_OUT.length() + 1L;
    List<String> lines = recording.lines().toList();
    head.add(lines.get(0));
    lines.stream()
        .skip(1)
        .filter(line -> line.contains("! settings"))
        .findFirst()
        .ifPresent(head::add);
    for (String line : head) {
      length += line.length() + 1;
    }
    head.add(1, LEFT_OUT);
    for (int i = lines.size() - 1; i > 0; i--) {
      length += lines.get(i).length() + 1;
      if (length > most) {
        break;
      }
      newest.addFirst(lines.get(i));
    }
    head.addAll(newest);
    return String.join("\n", head) + "\n";
  }
}
