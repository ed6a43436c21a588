// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.metergate.emulator.cipher.Ciphering;
import org.metergate.emulator.cipher.KeyPair;
import org.metergate.emulator.house.Energies;
import org.metergate.emulator.house.Household;
import org.metergate.emulator.house.Measuring;
import org.metergate.emulator.house.Snapshot;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.time.TimeSource;

/**
 * An OMNIPOWER that pushes a list whenever the seconds of its own clock end in 0, and with NVE
 * another one, with the counters, five seconds past each full hour. It ignores everything it
 * receives.
 */
public final class OmnipowerMeter implements EmulatedMeter {
  private static final LineSettings LINE = LineSettings.eightNone(2400);
  private static final long SECOND = 1_000_000_000L;
  private static final long INTERVAL = 10 * SECOND;
  private static final long HOUR = 3600 * SECOND;
  private static final long PAST_HOUR = 5 * SECOND;

  /** When every emulated meter was installed with its counters at zero, by local time. */
  private static final long INSTALLED = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();

  /** A business with current transformers has this many times a family's appliances. */
  private static final double CT_SIZE = 15;

  private final OmnipowerSettings settings;
  private PushLists lists;
  private final Measuring measuring;
  private final long shift; // meter's clock minus steady time
  private long next; // on the meter's clock
  private long counter;
  private long sent;
  private Ciphering ciphering;
  private final double importOffset;
  private final double exportOffset;

  /** Switches the meter on, now. */
  OmnipowerMeter(OmnipowerSettings settings, TimeSource time) {
    this.settings = settings;
    Identity identity = settings.identity();
    this.lists = new PushLists(identity, settings.scales());
    this.ciphering = settings.keys().ciphering(identity.title());
    Instant now = time.now();
    long clock =
        (now.getEpochSecond() + settings.offset().getTotalSeconds() + settings.clockError())
                * SECOND
            + now.getNano();
    this.shift = clock - time.nanos();
    this.next = nextTrigger(clock);
    Household house =
        new Household(
            settings.seed(),
            identity.phases(),
            identity.ct() ? CT_SIZE : 1,
            settings.solarWatts(),
            settings.loadWatts());
    long installed = Math.min(INSTALLED, Math.floorDiv(houseMillis(clock), 86_400_000L) * 86_400);
    this.measuring = new Measuring(house, settings.seed(), identity.phases(), installed * 1000);
    Energies start = measuring.at(houseMillis(clock)).energies();
    this.importOffset = settings.startImport().map(wh -> wh - start.imported).orElse(0.0);
    this.exportOffset = settings.startExport().map(wh -> wh - start.exported).orElse(0.0);
    this.counter = settings.counter().orElse(messagesSince(installed, next / SECOND));
  }

  /** Returns the counter of a meter that has been pushing ever since it was installed. */
  private long messagesSince(long installed, long seconds) {
    long since = Math.max(0, seconds - installed);
    return since / 10 + (settings.nve() ? since / 3600 : 0) + 1;
  }

  @Override
  public LineSettings settings() {
    return LINE;
  }

  @Override
  public long nextNanos() {
    return next - shift;
  }

  @Override
  public List<Burst> poll(long nanos) {
    List<Burst> bursts = new ArrayList<>();
    while (next - shift <= nanos) {
      bursts.add(new Burst(next - shift, message(next)));
      next = nextTrigger(next + 1);
    }
    return bursts;
  }

  /** Returns the first time, not before a given one, at which a list is due. */
  private long nextTrigger(long clock) {
    long regular = -Math.floorDiv(-clock, INTERVAL) * INTERVAL;
    long hourly = -Math.floorDiv(PAST_HOUR - clock, HOUR) * HOUR + PAST_HOUR;
    return settings.nve() ? Math.min(regular, hourly) : regular;
  }

  private byte[] message(long clock) {
    if (sent == settings.rescaleAfter()) {
      rescale();
    }
    Snapshot now = snapshot(clock);
    long seconds = Math.floorDiv(clock, SECOND);
    LocalDateTime stamp = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    byte[] apdu;
    if (!settings.nve()) {
      apdu = lists.push1(stamp, now);
    } else if (seconds % 10 == 0) {
      apdu = lists.nve(stamp, now);
    } else {
      apdu = lists.nveHourly(stamp, now);
    }
    if (sent++ == settings.rekeyAfter()) {
      rekey();
    }
    if (!settings.encrypted()) {
      return HdlcWriter.frame(0x2B, 0x21, apdu);
    }
    return HdlcWriter.frame(0x41, 0x03, ciphering.seal(apdu, (int) counter++));
  }

  private Snapshot snapshot(long clock) {
    Snapshot now = measuring.at(houseMillis(clock));
    now.energies().imported += importOffset;
    now.energies().exported += exportOffset;
    return now;
  }

  private void rescale() {
    if (settings.rescale().equals("energy")) {
      lists = new PushLists(settings.identity(), settings.scales().withOtherEnergy());
    } else if (settings.rescale().equals("power")) {
      lists = new PushLists(settings.identity(), settings.scales(), 0.1);
    }
  }

  private void rekey() {
    byte[] title = settings.identity().title();
    if (settings.rekey().equals("swap")) {
      ciphering = settings.keys().swapped().ciphering(title);
    } else if (settings.rekey().equals("renew")) {
      ciphering = KeyPair.fromSeed(settings.seed(), 1).ciphering(title);
    }
  }

  /** The household follows the right time, whatever the meter's clock shows. */
  private long houseMillis(long clock) {
    return Math.floorDiv(clock - settings.clockError() * SECOND, 1_000_000L);
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    // the port only transmits (Kamstrup 5512-2584): what is sent to it has no effect
  }

  @Override
  public void request(boolean on, long nanos) {
    // this port has no request line
  }
}
