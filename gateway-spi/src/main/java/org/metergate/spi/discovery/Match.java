// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.discovery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A meter that was recognised.
 *
 * @param certainty how sure that is.
 * @param identifier the number that the meter sends; empty when it was not seen.
 * @param options the driver's options with which it is read, as they would be written in the
 *     configuration; options that only the user knows, such as keys, are left out.
 * @param missing the names of options that the meter needs in addition, such as its key.
 */
public record Match(
    Certainty certainty, String identifier, Map<String, String> options, List<String> missing) {

  /** Copies options and names, and checks that nothing is missing. */
  public Match {
    Objects.requireNonNull(certainty, "certainty");
    Objects.requireNonNull(identifier, "identifier");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    missing = List.copyOf(missing);
  }
}
