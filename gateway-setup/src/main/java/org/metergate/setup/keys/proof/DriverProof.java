// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.proof;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.session.ReadingSession;
import org.metergate.setup.keys.KeyProof;
import org.metergate.setup.keys.MeterKey;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/** Tries keys by giving them to a driver together with the messages that it kept without them. */
public final class DriverProof implements KeyProof {
  private static final String METER = "meter";

  private final DriverProvider driver;
  private final KeyOptionNames names;
  private final KeptMessages kept;

  /**
   * Takes what a driver kept.
   *
   * @param driver kept it.
   * @param names what its options for the keys are called.
   * @param kept at least one message.
   */
  public DriverProof(DriverProvider driver, KeyOptionNames names, KeptMessages kept) {
    this.driver = driver;
    this.names = names;
    this.kept = kept;
  }

  @Override
  public String meter() {
    return kept.number();
  }

  @Override
  public boolean decrypts(MeterKey encryption) {
    return reads(Map.of(names.encryption(), new Secret(encryption.reveal())));
  }

  @Override
  public boolean authenticates(MeterKey encryption, MeterKey authentication) {
    Map<String, Secret> keys = new LinkedHashMap<>();
    keys.put(names.encryption(), new Secret(encryption.reveal()));
    names.authentication().ifPresent(name -> keys.put(name, new Secret(authentication.reveal())));
    return reads(keys);
  }

  /** One message that is read is enough: others may be damaged. */
  private boolean reads(Map<String, Secret> keys) {
    try {
      Options options = new Options(driver.info().options(), keys);
      Optional<KeptReader> reader =
          driver.create(List.of(new MeterOptions(METER, options))).keptReader(new Late(kept));
      if (reader.isEmpty()) {
        return false;
      }
      for (byte[] message : kept.messages()) {
        if (reader.get().read(new KeptFrame(Instant.EPOCH, message))) {
          return true;
        }
      }
      return false;
    } catch (OptionException e) {
      return false; // the driver refuses a pair, such as the same key twice
    }
  }

  /** What is read is dropped; only that it is read counts. */
  private static final class Late extends ReadingSession {
    private Late(TimeSource time) {
      super(METER, time, Origin.LATE);
    }

    @Override
    protected void accept(Reading reading) {
      // that there is one is the answer
    }

    @Override
    public void passed(Stage stage) {
      // as above
    }

    @Override
    public void find(Finding finding) {
      // as above
    }

    @Override
    public void keepUndecoded(byte[] frame) {
      // it is kept already
    }

    @Override
    public DurableState state(String key) {
      return new KeptMessages.MomentaryState();
    }
  }
}
