// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.link.LineSettings;

/**
 * The decision table: from what was heard to a verdict, the first rule that holds decides. A pure
 * function; a checksum is the only thing that proves a meter.
 */
final class Decision {
  private static final int FLOOD_BYTES = 200_000;
  private static final double CEASELESS = 0.8;
  private static final double CEASELESS_SECONDS = 4.5;
  private static final double FRAMING_SHARE = 0.05;
  private static final int FRAMING_BYTES = 30;

  /** In less time nothing is heard of a meter that sends once a minute. */
  private static final double SILENT_SECONDS = 69.5;

  /** What fits every silence, the most likely first. */
  static final List<Cause> SILENT =
      List.of(
          Cause.PUSH_OFF,
          Cause.WRONG_PIN,
          Cause.NOT_REQUESTED,
          Cause.OPTICAL_HEAD_OFF,
          Cause.PULL_MODE,
          Cause.PORT_HUNG,
          Cause.PULSE_OR_MBUS_WIRES);

  private final Hearing hearing;
  private final List<ProbeDriver> drivers;
  private final boolean settable;

  Decision(Hearing hearing, List<ProbeDriver> drivers, boolean settable) {
    this.hearing = hearing;
    this.drivers = drivers;
    this.settable = settable;
  }

  /** Decides when listening and asking are over. */
  Verdict decide() {
    if (hearing.windows().stream().anyMatch(heard -> heard.bytes().size() > FLOOD_BYTES)) {
      return sure(Cause.FLOOD);
    }
    Optional<Verdict> proven = hearing.best(heard -> Proof.of(heard, drivers, settable));
    if (proven.isPresent()) {
      return proven.get();
    }
    Optional<ProbeDriver> answering = SharedLine.answering(hearing, drivers);
    if (answering.isPresent()) {
      return SharedLine.verdict(answering.get().id(), answering.get().title());
    }
    int passive = hearing.passiveBytes();
    Optional<Verdict> echo = echo(passive);
    if (echo.isPresent()) {
      return echo.get();
    }
    if (passive == 0) {
      Sureness sureness =
          hearing.passiveSeconds() >= SILENT_SECONDS ? Sureness.SURE : Sureness.PROBABLY;
      return new Verdict(Cause.SILENCE, sureness, Map.of(), Map.of(), Optional.empty(), SILENT);
    }
    if (hearing.passive().stream().anyMatch(heard -> KnownFrames.telnet(heard.values()))) {
      return sure(Cause.TELNET);
    }
    return hearing.onlyZeroAtBeginnings() ? restsLow() : ofBytes();
  }

  /** A line that rests low: inverted if answers came that end with it, else without power. */
  private Verdict restsLow() {
    return hearing.windows().stream()
        .filter(heard -> heard.sent().length > 0 && heard.bytes().size() >= Burst.LEAST_BYTES)
        .filter(heard -> !Echo.alone(heard))
        .map(heard -> Integer.toString(heard.settings().baud()))
        .findFirst()
        .map(baud -> Verdict.of(Cause.INVERTED, Sureness.PROBABLY, Map.of("baud", baud)))
        .orElseGet(() -> probably(Cause.STUCK_LOW));
  }

  private Optional<Verdict> echo(int passive) {
    int asked = 0;
    int echoes = 0;
    for (Heard heard : hearing.windows()) {
      if (heard.sent().length > 0) {
        asked++;
        echoes += Echo.alone(heard) ? 1 : 0;
      }
    }
    boolean most = echoes > 0 && echoes * 3 >= asked * 2;
    if (!most || passive > hearing.windows().size()) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.of(
            Cause.OWN_ECHO,
            echoes >= 3 ? Sureness.SURE : Sureness.PROBABLY,
            Map.of("echoes", Integer.toString(echoes))));
  }

  private Verdict ofBytes() {
    Optional<PlainText> text =
        hearing.passive().stream()
            .sorted(Comparator.comparingDouble(Heard::flaggedShare))
            .flatMap(heard -> PlainText.in(heard.values()).stream())
            .findFirst();
    // read with another framing a telegram is garbled text
    boolean telegram =
        hearing.passive().stream().anyMatch(heard -> PlainText.telegram(heard.values()));
    text = text.filter(words -> words.console() || !telegram);
    if (text.isPresent()) {
      Cause cause = text.get().console() ? Cause.CONSOLE : Cause.OTHER_TEXT;
      Sureness sureness = text.get().console() ? Sureness.SURE : Sureness.PROBABLY;
      return Verdict.of(cause, sureness, Map.of("sample", text.get().sample()));
    }
    if (hearing.passive().stream().anyMatch(Decision::ceaseless)) {
      return ceaseless();
    }
    List<Burst> bursts = hearing.bursts();
    if (bursts.stream().noneMatch(Burst::sent)) {
      return probably(Cause.SPIKES);
    }
    return ofBursts();
  }

  static boolean ceaseless(Heard heard) {
    if (heard.sent().length > 0 || heard.seconds() < CEASELESS_SECONDS) {
      return false;
    }
    List<Burst> bursts = Burst.of(heard);
    double active = bursts.stream().mapToDouble(Burst::seconds).sum();
    // a window that ended in silence may have held a single long burst
    boolean atEnd = !bursts.isEmpty() && !bursts.get(bursts.size() - 1).pauseFollows(heard);
    return atEnd && active > CEASELESS * heard.seconds();
  }

  private Verdict ceaseless() {
    Heard longest =
        hearing.passive().stream()
            .filter(Decision::ceaseless)
            .max(Comparator.comparingDouble(Heard::seconds))
            .orElseThrow();
    int hertz = Hum.hertz(longest);
    return hertz == 0
        ? Verdict.of(
            Cause.NOISE, Hum.excluded(longest) ? Sureness.SURE : Sureness.PROBABLY, Map.of())
        : Verdict.of(Cause.HUM, Sureness.SURE, Map.of("hertz", Integer.toString(hertz)));
  }

  private Verdict ofBursts() {
    Regularity regularity = hearing.regularity();
    LineSpeed speed = hearing.speed();
    if (regularity.kind() != Regularity.Kind.REGULAR && regularity.kind() != Regularity.Kind.PAIR) {
      return Verdict.of(Cause.UNCLEAR, Sureness.NOT_SURE, Map.of());
    }
    Sureness sureness =
        regularity.kind() == Regularity.Kind.REGULAR ? Sureness.SURE : Sureness.PROBABLY;
    if (!settable) {
      return unsettable(speed);
    }
    int baud = hearing.baud();
    Map<String, String> parameters = Map.of("baud", Integer.toString(baud));
    Optional<Heard> framed = straightFraming();
    if (framed.isPresent()) {
      return Verdict.of(
          Cause.DAMAGED,
          sureness,
          Map.of("baud", Integer.toString(framed.get().settings().baud())));
    }
    boolean marks = hearing.marksWork();
    Polarity polarity = polarity(baud, marks);
    if (!marks && (baud > 9600 || !polarity.shownByHeads(hearing.wholeBurstsAt(baud)))) {
      sureness = Sureness.PROBABLY; // without marks the ends of bursts alone were wrong at times
    }
    return switch (polarity) {
      case INVERTED -> Verdict.of(Cause.INVERTED, sureness, parameters);
      case STRAIGHT -> Verdict.of(Cause.DAMAGED, sureness, parameters);
      case OPEN -> Verdict.of(Cause.UNCLEAR, Sureness.NOT_SURE, parameters);
    };
  }

  /** A framing with parity at which hardly a byte is in error: the polarity is right. */
  private Optional<Heard> straightFraming() {
    if (!hearing.marksWork()) {
      return Optional.empty();
    }
    return hearing.passive().stream()
        .filter(heard -> heard.settings().parity() != LineSettings.Parity.NONE)
        .filter(heard -> heard.bytes().size() >= FRAMING_BYTES)
        .filter(heard -> heard.flaggedShare() < FRAMING_SHARE)
        .findFirst();
  }

  private Polarity polarity(int baud, boolean marks) {
    List<Burst> right = hearing.wholeBurstsAt(baud);
    double heads = Polarity.share(right, Polarity::straightHead);
    if (heads >= 0.5) {
      return Polarity.STRAIGHT;
    }
    return marks
        ? Polarity.marked(right)
        : Polarity.unmarked(
            hearing.wholeBurstsAt(Polarity.fastFor(baud)),
            hearing.wholeBurstsAt(Polarity.slowFor(baud)),
            right);
  }

  private Verdict unsettable(LineSpeed speed) {
    if (speed.factor() >= 2) {
      String factor =
          speed == LineSpeed.TENFOLD ? "at least ten" : Integer.toString(speed.factor());
      return Verdict.of(Cause.WRONG_SPEED, Sureness.PROBABLY, Map.of("factor", factor));
    }
    List<Burst> whole = hearing.bursts().stream().filter(Burst::whole).toList();
    double straight = Polarity.share(whole, Polarity::straightHead);
    double inverted = Polarity.share(whole, Polarity::invertedHead);
    if (straight >= 0.5) {
      return probably(Cause.DAMAGED);
    }
    return inverted >= 0.5
        ? Verdict.of(Cause.INVERTED, Sureness.PROBABLY, Map.of("baud", "the line's"))
        : Verdict.of(Cause.UNCLEAR, Sureness.NOT_SURE, Map.of());
  }

  private static Verdict sure(Cause cause) {
    return Verdict.of(cause, Sureness.SURE, Map.of());
  }

  private static Verdict probably(Cause cause) {
    return Verdict.of(cause, Sureness.PROBABLY, Map.of());
  }

  static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
