// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.driver.mbus.frame.Acknowledgement;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads a captured stream of questions and answers of any number of meters: the telegrams of an
 * answer become one reading. A frame is used when the next byte shows that it really was one, see
 * {@link MbusFramer}. One thread.
 */
final class StreamReader implements FrameSink<MbusFrame>, Framer<MbusFrame> {
  /** How many meters' stored values are remembered; a bus has 250 addresses. */
  private static final int MOST_METERS = 500;

  private final MeterSession meter;
  private final MbusFramer framer = new MbusFramer();
  private final Map<String, ReadoutPublisher> publishers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReadoutPublisher> eldest) {
          return size() > MOST_METERS;
        }
      };
  private LongFrame pending;
  private LongFrame last;
  private AnswerParts parts = new AnswerParts();
  private boolean damaged;
  private boolean asked;
  private boolean answered;

  StreamReader(MeterSession meter) {
    this.meter = meter;
  }

  /** Reads up to the end of the stream. */
  void read(ByteLink link) throws LinkLostException, InterruptedException {
    try {
      Reception.listen(link, meter, this, this);
    } finally {
      silence(Long.MAX_VALUE, this);
      if (asked && !answered) {
        meter.find(MbusFindings.ONLY_QUESTIONS);
      }
    }
  }

  @Override
  public void accept(byte[] chunk, int offset, int length, FrameSink<MbusFrame> sink) {
    framer.accept(chunk, offset, length, sink);
  }

  /** After a pause nothing belongs to what was before. */
  @Override
  public void silence(long nanos, FrameSink<MbusFrame> sink) {
    framer.silence(nanos, sink);
    if (nanos >= MbusFramer.PATIENCE.toNanos()) {
      takePending();
      publish();
      damaged = false;
    }
  }

  @Override
  public void frame(MbusFrame frame) {
    takePending();
    damaged = false;
    if (frame instanceof LongFrame data && data.isResponse()) {
      pending = data;
    } else {
      asked |= !(frame instanceof Acknowledgement);
    }
  }

  private void takePending() {
    if (pending != null) {
      LongFrame frame = pending;
      pending = null;
      answered = true;
      meter.passed(Stage.FRAMES);
      take(frame);
    }
  }

  private void take(LongFrame frame) {
    Answer answer = TelegramDecoder.decode(frame);
    if (!(answer instanceof Answer.Telegram telegram)) {
      publish();
      new ReadoutPublisher(Optional.empty()).refuse(meter, frame, answer);
      return;
    }
    if (!continues(telegram.header()) || !add(frame, telegram)) {
      publish();
      if (frame.equals(last)) {
        meter.find(MbusFindings.SAME_TELEGRAM);
        return;
      }
      parts.add(frame, telegram);
    }
    last = frame;
    if (!parts.moreFollow()) {
      publish();
    }
  }

  /** A telegram belongs to the answer before if its access number is the next one. */
  private boolean continues(Header header) {
    if (parts.isEmpty()) {
      return false;
    }
    int before = parts.last().header().accessNumber();
    return (before + 1 & 0xFF) == header.accessNumber() || before == header.accessNumber();
  }

  /** Returns whether it is a telegram of the answer, be it the next one or one that came before. */
  private boolean add(LongFrame frame, Answer.Telegram telegram) {
    AnswerParts.Place place = parts.add(frame, telegram);
    if (place == AnswerParts.Place.RESENT || place == AnswerParts.Place.REPEATED) {
      meter.find(MbusFindings.SAME_TELEGRAM);
    }
    return place != AnswerParts.Place.FOREIGN;
  }

  private void publish() {
    if (!parts.isEmpty()) {
      AnswerParts answer = parts;
      parts = new AnswerParts();
      String sender = last.address() + Identity.of(answer.last().header()).secondary();
      publishers
          .computeIfAbsent(sender, unknown -> new ReadoutPublisher(Optional.empty()))
          .publish(meter, answer.telegrams(), answer.isComplete());
    }
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    if (pending != null && bytes[offset] == LongFrame.STOP) {
      pending = null; // a byte was added to this frame, and its end is left over
      damaged = true;
      meter.find(MbusFindings.FRAME_DAMAGED);
    }
    takePending();
    if (!damaged && !isAcknowledgements(bytes, offset, length)) {
      meter.find(LinkFindings.NOISE, "bytes", length);
    }
  }

  private static boolean isAcknowledgements(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] != Acknowledgement.CHARACTER) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void corrupt(Damage damage) {
    takePending();
    damaged = true;
    meter.find(damage == Damage.TRUNCATED ? MbusFindings.FRAME_CUT : MbusFindings.FRAME_DAMAGED);
  }
}
