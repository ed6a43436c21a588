// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.openjdk.jmh.infra.Blackhole;

/** A session on the machine's clock that counts readings and keeps only the durable states. */
final class CountingSession implements Session {
  private final Blackhole blackhole;
  private final Map<String, String> states = new HashMap<>();
  private int readings;

  CountingSession(Blackhole blackhole) {
    this.blackhole = blackhole;
  }

  int readings() {
    return readings;
  }

  @Override
  public void publish(Reading reading) {
    readings++;
    blackhole.consume(reading);
  }

  @Override
  public void passed(String meter, Stage stage) {
    blackhole.consume(stage);
  }

  @Override
  public void find(String meter, Finding finding) {
    throw new AssertionError("nothing is wrong with these frames: " + finding);
  }

  @Override
  public void keepUndecoded(String meter, byte[] frame) {
    throw new AssertionError("every frame can be decrypted");
  }

  @Override
  public DurableState state(String meter, String key) {
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

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pause(Duration duration) {
    throw new AssertionError("this driver never waits");
  }
}
