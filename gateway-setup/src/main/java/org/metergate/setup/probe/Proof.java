// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.discovery.Certainty;

/** What one window proves by itself, by a checksum or by the form of a whole telegram. */
final class Proof {
  private Proof() {}

  /** Returns what one window proves by itself: a meter, or frames that no driver claims. */
  static Optional<Verdict> of(Heard as, List<ProbeDriver> drivers, boolean settable) {
    byte[] values = as.values();
    Heard heard = Framing.corrected(as);
    if (values.length == 0) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    parameters.put("settings", settable ? heard.settings().toString() : "the line's settings");
    Optional<Recognised> meter =
        Recognised.in(heard, drivers, settable).filter(match -> credible(match, heard));
    if (meter.isPresent() && SharedLine.isUncertain(meter.get(), drivers)) {
      return Optional.of(SharedLine.verdict(meter.get().driver(), meter.get().title()));
    }
    if (meter.isPresent()) {
      return Optional.of(meter(meter.get(), values, parameters));
    }
    if (heard.sent().length > 0) {
      return Optional.empty(); // what no driver takes for an answer is no push either
    }
    if (KnownFrames.mbus(values) > 0) {
      return Optional.of(Verdict.of(Cause.WIRED_MBUS, Sureness.SURE, parameters));
    }
    if (KnownFrames.hdlc(values) > 0) {
      return Optional.of(Verdict.of(Cause.OTHER_PUSH, Sureness.SURE, parameters));
    }
    Optional<KnownFrames.Readout> readout = KnownFrames.readout(values);
    if (readout.isPresent()) {
      parameters.put("identification", readout.get().identification());
      Sureness sureness = readout.get().checked() ? Sureness.SURE : Sureness.PROBABLY;
      return Optional.of(Verdict.of(Cause.IEC_62056_21, sureness, parameters));
    }
    int requests = KnownFrames.kmpRequests(values);
    if (requests > 0) {
      parameters.put("requests", Integer.toString(requests));
      Sureness sureness = requests >= 3 ? Sureness.SURE : Sureness.PROBABLY;
      return Optional.of(Verdict.of(Cause.REQUESTS_ONLY, sureness, parameters));
    }
    return Optional.empty();
  }

  private static Verdict meter(Recognised meter, byte[] values, Map<String, String> parameters) {
    Certainty certainty = meter.match().certainty();
    Sureness sureness =
        certainty == Certainty.CERTAIN
                || certainty == Certainty.LIKELY && KnownFrames.evenParity(values)
            ? Sureness.SURE
            : certainty == Certainty.LIKELY ? Sureness.PROBABLY : Sureness.NOT_SURE;
    Cause cause =
        !meter.readable()
            ? Cause.METER_AT_OTHER_SETTINGS
            : meter.match().missing().isEmpty() ? Cause.METER : Cause.METER_WITHOUT_KEYS;
    parameters.put("title", meter.title());
    parameters.put("driver", meter.driver());
    String identifier = meter.match().identifier();
    parameters.put("identifier", identifier.isEmpty() ? "not sent" : identifier);
    parameters.put("usual", meter.usual().toString());
    parameters.put("missing", String.join(", ", meter.match().missing()));
    return new Verdict(cause, sureness, parameters, Map.of(), Optional.of(meter), List.of());
  }

  /**
   * A match without a checksum counts only where its driver reads, and not in frames of HDLC: the
   * damaged ones look like the encrypted telegrams of another port.
   */
  private static boolean credible(Recognised meter, Heard heard) {
    return meter.match().certainty() == Certainty.CERTAIN
        || (meter.readable() || PlainText.printable(KnownFrames.sevenBits(heard.values())))
            && Polarity.share(Burst.of(heard), burst -> burst.value(0) == 0x7E) < 0.5;
  }
}
