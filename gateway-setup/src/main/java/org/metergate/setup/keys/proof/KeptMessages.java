// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * The session of a driver that has no keys yet: collects the messages that it cannot decrypt, a few
 * of them. Used by one thread.
 */
public final class KeptMessages implements Session {
  private static final int LONGEST = 1 << 16;

  private final TimeSource time;
  private final int enough;
  private final MeterSession meter;
  private final List<byte[]> messages = new ArrayList<>();
  private String number = "";
  private int readings;

  /**
   * Creates a session.
   *
   * @param name the name that the driver's meter has.
   * @param time the clock of the link.
   * @param enough how many messages are kept, 1 or more.
   */
  public KeptMessages(String name, TimeSource time, int enough) {
    this.enough = enough;
    this.time = time;
    this.meter = new Meter(name, time);
  }

  /**
   * Returns whether more messages would show no more.
   *
   * @return true once as many messages were kept, or as many readings needed no key.
   */
  public boolean isEnough() {
    return messages.size() >= enough || readings >= enough;
  }

  /**
   * Returns what could not be decrypted.
   *
   * @return different messages in the order of their arrival.
   */
  public List<byte[]> messages() {
    return List.copyOf(messages);
  }

  /**
   * Returns how many readings needed no key.
   *
   * @return 0 or more.
   */
  public int readings() {
    return readings;
  }

  /**
   * Returns the meter that sent the messages.
   *
   * @return its number as the driver reports it; empty if it reports none.
   */
  public String number() {
    return number;
  }

  @Override
  public MeterSession meter(String name) {
    return meter;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }

  private final class Meter extends ReadingSession {
    private Meter(String name, TimeSource time) {
      super(name, time);
    }

    @Override
    protected void accept(Reading reading) {
      readings++;
    }

    @Override
    public void passed(Stage stage) {
      // only the messages count
    }

    @Override
    public void find(Finding finding) {
      if (finding.code().stage() == Stage.DECRYPTION) {
        number = String.valueOf(finding.parameters().getOrDefault("meter", number));
      }
    }

    @Override
    public void keepUndecoded(byte[] frame) {
      boolean known = messages.stream().anyMatch(message -> Arrays.equals(message, frame));
      if (!known && messages.size() < enough && frame.length <= LONGEST) {
        messages.add(frame.clone());
      }
    }

    @Override
    public DurableState state(String key) {
      return new MomentaryState();
    }
  }

  /** Nothing is remembered between two sessions here. */
  static final class MomentaryState implements DurableState {
    private String text;

    @Override
    public Optional<String> get() {
      return Optional.ofNullable(text);
    }

    @Override
    public void put(String newText) {
      text = newText;
    }
  }
}
