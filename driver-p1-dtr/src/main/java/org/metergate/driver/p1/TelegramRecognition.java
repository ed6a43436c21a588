// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.ciphering.GloFrame;
import org.metergate.ciphering.KeyOptions;
import org.metergate.ciphering.trust.SystemTitle;
import org.metergate.driver.p1.frame.ChecksumPolicy;
import org.metergate.driver.p1.frame.EncryptedTelegram;
import org.metergate.driver.p1.frame.Frame;
import org.metergate.driver.p1.frame.Protection;
import org.metergate.driver.p1.frame.Telegram;
import org.metergate.driver.p1.frame.TelegramFramer;
import org.metergate.driver.p1.telegram.Decoded;
import org.metergate.driver.p1.telegram.TelegramDecoder;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.link.LineSettings;

/**
 * Recognises a P1 port by its telegrams. An encrypted telegram has no checksum, and messages of a
 * DLMS port contain the same structure within their frames: there the end of a frame follows, on a
 * P1 port nothing or the next telegram. One thread.
 */
final class TelegramRecognition implements FrameSink<Frame> {
  /** Both speeds with the line raised as configured, then both with the opposite level. */
  static final List<Trial> TRIALS = trials();

  private final TelegramDecoder decoder = new TelegramDecoder(ZoneOffset.ofHours(1));
  private Match best;

  /** An encrypted telegram whose end must still be confirmed by what follows. */
  private Match encrypted;

  private TelegramRecognition() {}

  private static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (boolean request : new boolean[] {true, false}) {
      for (int baud : new int[] {Search.FAST, Search.SLOW}) {
        LineSettings line = LineSettings.eightNone(baud);
        trials.add(Trial.listening(line, request, Duration.ofNanos(HeldRequest.PATIENCE)));
      }
    }
    return List.copyOf(trials);
  }

  static Optional<Match> in(List<Arrival> arrivals) {
    TelegramRecognition recognition = new TelegramRecognition();
    TelegramFramer framer = new TelegramFramer(ChecksumPolicy.AUTO);
    for (Arrival arrival : arrivals) {
      framer.accept(arrival.bytes(), 0, arrival.bytes().length, recognition);
    }
    framer.silence(Long.MAX_VALUE, recognition);
    recognition.confirm();
    return Optional.ofNullable(recognition.best);
  }

  @Override
  public void frame(Frame frame) {
    confirm();
    if (frame instanceof EncryptedTelegram telegram) {
      encrypted = match(telegram);
    } else if (frame instanceof Telegram telegram) {
      look(telegram);
    }
  }

  private void look(Telegram telegram) {
    Protection protection = telegram.protection();
    boolean checked =
        protection == Protection.CHECKSUM || protection == Protection.CHECKSUM_WITH_LINE_ENDS;
    Decoded decoded = decoder.decode(telegram.bytes());
    if (checked || !decoded.measurements().isEmpty()) {
      Certainty certainty = checked ? Certainty.CERTAIN : Certainty.LIKELY;
      found(new Match(certainty, decoded.identifier(), Map.of(), List.of()));
    }
  }

  private static Match match(EncryptedTelegram telegram) {
    try {
      GloFrame frame = GloFrame.parse(telegram.bytes(), 0, telegram.bytes().length);
      String identifier = new SystemTitle(frame.systemTitle()).identifier();
      return new Match(Certainty.LIKELY, identifier, Map.of(), List.of(KeyOptions.ENCRYPTION_KEY));
    } catch (MalformedException e) {
      return null;
    }
  }

  private void confirm() {
    if (encrypted != null) {
      found(encrypted);
      encrypted = null;
    }
  }

  /** Keeps the most certain telegram, of equally certain ones the first that has a number. */
  private void found(Match match) {
    int more = best == null ? 1 : match.certainty().compareTo(best.certainty());
    if (more > 0 || more == 0 && best.identifier().isEmpty()) {
      best = match;
    }
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    encrypted = null;
  }

  @Override
  public void corrupt(Damage damage) {
    confirm(); // another telegram began
  }
}
