// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.ciphering.GloFrame;
import org.metergate.ciphering.KeyOptions;
import org.metergate.ciphering.trust.SystemTitle;
import org.metergate.driver.omnipower.frame.Frame;
import org.metergate.driver.omnipower.frame.Message;
import org.metergate.driver.omnipower.frame.MessageAssembler;
import org.metergate.driver.omnipower.frame.PushFramer;
import org.metergate.driver.omnipower.list.Decoded;
import org.metergate.driver.omnipower.list.ListDecoder;
import org.metergate.driver.omnipower.list.Scales;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;

/**
 * Recognises a meter by the messages that it pushes. An encrypted message shows its sender without
 * a key; a plain one must contain a list that the driver reads. One thread.
 */
final class PushRecognition implements FrameSink<Frame> {
  /** The interval between two lists, and the time that a long one takes to arrive. */
  static final List<Trial> TRIALS =
      List.of(
          Trial.listening(OmnipowerDriver.LINE, false, OmnipowerDriver.INTERVAL.plusSeconds(3)));

  private final MessageAssembler assembler = new MessageAssembler();
  private final ListDecoder decoder = new ListDecoder(Scales.AUTO);
  private Match best;

  private PushRecognition() {}

  static Optional<Match> in(List<Arrival> arrivals) {
    PushRecognition recognition = new PushRecognition();
    PushFramer framer = new PushFramer();
    for (Arrival arrival : arrivals) {
      framer.accept(arrival.bytes(), 0, arrival.bytes().length, recognition);
    }
    framer.silence(Long.MAX_VALUE, recognition);
    return Optional.ofNullable(recognition.best);
  }

  @Override
  public void frame(Frame frame) {
    try {
      Optional<Message> message = assembler.accept(frame);
      if (message.isPresent()) {
        look(message.get());
      }
    } catch (MalformedException e) {
      // not a message of these meters
    }
  }

  private void look(Message message) throws MalformedException {
    if (message.tag() == Message.CIPHERED) {
      GloFrame frame = GloFrame.parse(message.bytes(), message.offset(), message.length());
      List<String> keys =
          frame.authenticated()
              ? List.of(KeyOptions.ENCRYPTION_KEY, KeyOptions.AUTHENTICATION_KEY)
              : List.of(KeyOptions.ENCRYPTION_KEY);
      found(new SystemTitle(frame.systemTitle()).identifier(), keys);
    } else if (message.tag() == Message.PLAIN
        && decoder.decode(message.bytes(), message.offset(), message.length())
            instanceof Decoded.Telegram telegram) {
      found(telegram.meterNumber().map(MeterNumber::identifier).orElse(""), List.of());
    }
  }

  /** Keeps the first message, or the first one that has the meter's number. */
  private void found(String identifier, List<String> missing) {
    if (best == null || best.identifier().isEmpty()) {
      best = new Match(Certainty.CERTAIN, identifier, Map.of(), missing);
    }
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    // other traffic proves nothing
  }

  @Override
  public void corrupt(Damage damage) {
    assembler.forget();
  }
}
