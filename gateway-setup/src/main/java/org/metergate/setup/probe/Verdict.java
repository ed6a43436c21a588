// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.metergate.setup.cause.Cause;

/**
 * What a probe found.
 *
 * @param cause what is on the wire, or why nothing is.
 * @param sureness how sure that is.
 * @param parameters of the sentences of the cause, by name.
 * @param evidence figures by name, in order: each has a text {@code evidence.<name>} in the bundle.
 * @param meter the meter, if a driver recognised one.
 * @param possible causes among which a person must choose, the most likely first; often none.
 */
public record Verdict(
    Cause cause,
    Sureness sureness,
    Map<String, String> parameters,
    Map<String, String> evidence,
    Optional<Recognised> meter,
    List<Cause> possible) {

  /** Copies maps and lists. */
  public Verdict {
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(sureness, "sureness");
    Objects.requireNonNull(meter, "meter");
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    possible = List.copyOf(possible);
  }

  static Verdict of(Cause cause, Sureness sureness, Map<String, String> parameters) {
    return new Verdict(cause, sureness, parameters, Map.of(), Optional.empty(), List.of());
  }

  Verdict withEvidence(Map<String, String> figures) {
    return new Verdict(cause, sureness, parameters, figures, meter, possible);
  }

  /** Returns a verdict with further parameters; those that are there already stay. */
  Verdict withParameters(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(more);
    all.putAll(parameters);
    return new Verdict(cause, sureness, all, evidence, meter, possible);
  }

  /** Returns whether a driver recognised a meter. */
  public boolean recognised() {
    return meter.isPresent();
  }
}
