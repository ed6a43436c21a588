// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.metergate.time.SystemTime;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A session of one meter on the machine's clock that builds and counts its readings, as the gateway
 * does, and keeps only the durable states.
 */
final class CountingSession extends ReadingSession implements Session {
  private final Blackhole blackhole;
  private final Map<String, String> states = new HashMap<>();
  private int readings;

  CountingSession(Blackhole blackhole) {
    super("meter", new SystemTime());
    this.blackhole = blackhole;
  }

  int readings() {
    return readings;
  }

  @Override
  public MeterSession meter(String name) {
    return this;
  }

  @Override
  protected void accept(Reading reading) {
    readings++;
    blackhole.consume(reading);
  }

  @Override
  public void passed(Stage stage) {
    blackhole.consume(stage);
  }

  @Override
  public void find(Finding finding) {
    throw new AssertionError("nothing is wrong with these frames: " + finding);
  }

  @Override
  public void keepUndecoded(byte[] frame) {
    throw new AssertionError("every frame can be decrypted");
  }

  @Override
  public DurableState state(String key) {
    return new DurableState() {
      @Override
      public Optional<String> get() {
        return Optional.ofNullable(states.get(key));
      }

      @Override
      public void put(String text) {
        states.put(key, text);
      }
    };
  }
}
