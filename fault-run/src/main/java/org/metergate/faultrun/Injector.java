// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.metergate.faultrun.evidence.Outage.Kind;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.PowerCut;
import org.metergate.faultrun.evidence.Sighting;
import org.metergate.faultrun.meter.Meters;
import org.metergate.faultrun.meter.Sender;
import org.metergate.faultrun.observe.Gate;
import org.metergate.faultrun.observe.JournalFile;
import org.metergate.faultrun.plan.Fault;
import org.metergate.faultrun.plan.Step;

/** Makes the faults of a schedule happen. One thread for each track. */
final class Injector {
  /** How long the gateway may take from the last byte of a telegram to its commit. */
  private static final long TO_STORE = TimeUnit.SECONDS.toNanos(5);

  /** The largest read of a driver is 2048 bytes, and the beginning of a telegram may wait too. */
  private static final long IN_PROCESS = 4096;

  /** How long a process that runs may take to read what has arrived. */
  private static final Duration TO_READ = Duration.ofMillis(300);

  /** After a server works again, until nothing of before is on its way. */
  private static final long ON_THE_WAY = TimeUnit.SECONDS.toNanos(1);

  private final Program program;
  private final Surroundings around;
  private final FakeClock clock;
  private final OutageLog outages;
  private final Reloads reloads;
  private final List<PowerCut> cuts = Collections.synchronizedList(new ArrayList<>());
  private final List<String> skipped = Collections.synchronizedList(new ArrayList<>());

  Injector(Program program, Surroundings around, FakeClock clock, OutageLog outages) {
    this.program = program;
    this.around = around;
    this.clock = clock;
    this.outages = outages;
    this.reloads = new Reloads(program, around);
  }

  List<PowerCut> cuts() {
    return List.copyOf(cuts);
  }

  /** What could not be done here, with the reason. */
  List<String> skipped() {
    return List.copyOf(skipped);
  }

  /** Lets real time pass: the process under test lives in it. */
  static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Does one step and returns when it is over. */
  void run(Step step) throws Exception {
    if (step.fault() instanceof Fault.OfGateway fault) {
      ofGateway(fault, step.lasts());
    } else if (step.fault() instanceof Fault.OfLine fault) {
      ofLine(fault, step.lasts());
    } else if (step.fault() instanceof Fault.OfServer fault) {
      ofServer(fault, step.lasts());
    }
  }

  private void ofGateway(Fault.OfGateway fault, Duration lasts) throws Exception {
    if (fault instanceof Fault.Pause) {
      OutageLog.Open pause = outages.begin(Kind.PAUSED, "");
      program.signal("STOP");
      pass(lasts);
      program.signal("CONT");
      pause.end();
    } else if (fault instanceof Fault.Kill) {
      OutageLog.Open down = kill();
      pass(lasts);
      program.start();
      down.end();
    } else if (fault instanceof Fault.Restart) {
      OutageLog.Open down = outages.begin(Kind.DOWN, "");
      Sender.whileTheGatewayEnds(around.meters, TO_READ, 0, Long.MAX_VALUE, program::terminate);
      pass(lasts);
      program.start();
      down.end();
    } else if (fault instanceof Fault.Lock && hasJournal(fault)) {
      JournalLock lock = JournalLock.on(around.disk.journal());
      OutageLog.Open locked = outages.begin(Kind.LOCKED, "");
      pass(lasts);
      locked.end();
      lock.close();
    } else if (fault instanceof Fault.Full) {
      full(lasts);
    } else if (fault instanceof Fault.ReadOnly) {
      readOnly(lasts);
    } else if (fault instanceof Fault.Delete) {
      delete();
    } else if (fault instanceof Fault.ClockStep leap) {
      leap(leap, lasts);
    } else if (fault instanceof Fault.Reload reload) {
      OutageLog.Open reloading = outages.begin(Kind.RELOAD, "");
      reloads.run(reload.content());
      reloading.end();
    } else if (fault instanceof Fault.PowerCut) {
      powerCut();
    }
  }

  /** What it had not read when it was stopped is known from the kernel; then it is killed. */
  private OutageLog.Open kill() throws Exception {
    long stored = outages.storedBefore(TO_STORE);
    long held = outages.couldNotWriteSince(stored) ? Long.MAX_VALUE / 2 : IN_PROCESS;
    OutageLog.Open down = outages.begin(Kind.DOWN, "");
    program.signal("STOP");
    Sender.whileTheGatewayEnds(around.meters, Duration.ZERO, held, stored, program::kill);
    return down;
  }

  private boolean needsDisk(Fault fault) {
    if (!around.disk.isReal()) {
      skipped.add(fault + ": " + around.disk.reason());
    }
    return around.disk.isReal();
  }

  private void full(Duration lasts) throws Exception {
    if (needsDisk(new Fault.Full())) {
      OutageLog.Open full = outages.begin(Kind.FULL, "");
      around.disk.fill();
      pass(lasts);
      around.disk.free();
      full.end();
    }
  }

  /** The next start must refuse the journal and say so, and the one after that go on with it. */
  private void readOnly(Duration lasts) throws Exception {
    if (!hasJournal(new Fault.ReadOnly())) {
      return;
    }
    OutageLog.Open down = kill();
    try (WriteProtection protection = WriteProtection.of(around.disk.journal())) {
      if (protection.holds()) {
        down.end();
        OutageLog.Open refused = outages.begin(Kind.READ_ONLY, "");
        program.launch();
        pass(lasts.plusSeconds(2));
        refused.end();
        down = outages.begin(Kind.DOWN, "");
        if (program.isAlive()) {
          Sender.whileTheGatewayEnds(around.meters, TO_READ, 0, Long.MAX_VALUE, program::terminate);
        }
      } else {
        skipped.add("ReadOnly[]: this user may write every file on this file system");
      }
    }
    program.start();
    down.end();
  }

  /** One that was deleted before and never came back leaves nothing to do. */
  private boolean hasJournal(Fault fault) {
    boolean there = Files.exists(around.disk.journal());
    if (!there) {
      skipped.add(fault + ": there is no journal any more");
    }
    return there;
  }

  /** The fault lasts until there is a file at the path again. */
  private void delete() throws Exception {
    Path journal = around.disk.journal();
    if (!hasJournal(new Fault.Delete())) {
      return;
    }
    OutageLog.Open deleted = outages.begin(Kind.DELETED, "");
    Files.delete(journal);
    Thread watch =
        new Thread(
            () -> {
              while (!Files.exists(journal)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
              }
              deleted.end();
            },
            "deleted-journal");
    watch.setDaemon(true);
    watch.start();
  }

  private void leap(Fault.ClockStep leap, Duration lasts) throws Exception {
    if (!clock.isAvailable()) {
      skipped.add(leap + ": there is no C compiler");
      return;
    }
    OutageLog.Open wrong = outages.begin(Kind.CLOCK, "");
    clock.set(leap.seconds());
    pass(lasts);
    clock.set(0);
    wrong.end();
  }

  /** Everything that was stored before a sync must be on the disk after it. */
  private void powerCut() throws Exception {
    Fault cut = new Fault.PowerCut();
    if (!needsDisk(cut) || !hasJournal(cut)) {
      return;
    }
    Map<String, LocalDateTime> stored = stamps(JournalFile.newest(around.disk.journal()));
    pass(Duration.ofMillis(1000L * Surroundings.SYNC_SECONDS + 1500));
    OutageLog.Open pause = outages.begin(Kind.PAUSED, "");
    program.signal("STOP");
    long moment = System.nanoTime();
    JournalDisk.Copy copy = around.disk.copy();
    program.signal("CONT");
    pause.end();
    cuts.add(new PowerCut(moment, stored, stamps(copy.newest())));
  }

  private static Map<String, LocalDateTime> stamps(Map<String, Sighting> newest) {
    Map<String, LocalDateTime> stamps = new HashMap<>();
    newest.forEach((meter, one) -> stamps.put(meter, one.stamp().orElseThrow()));
    return stamps;
  }

  private void ofLine(Fault.OfLine fault, Duration lasts) throws Exception {
    if (fault instanceof Fault.HalfOpen at) {
      Sender meter = around.meters.get(at.meter());
      OutageLog.Open silent = outages.begin(Kind.SILENT, meter.meter());
      meter.silent(true);
      pass(lasts);
      meter.silent(false);
      silent.end();
    } else if (fault instanceof Fault.Close at) {
      Sender meter = around.meters.get(at.meter());
      OutageLog.Open closed = outages.begin(Kind.CLOSED, meter.meter());
      meter.closeConnection();
      closed.end();
    } else if (fault instanceof Fault.Abort at) {
      Sender meter = around.meters.get(at.meter());
      OutageLog.Open closed = outages.begin(Kind.CLOSED, meter.meter());
      meter.abortConnection();
      closed.end();
    } else if (fault instanceof Fault.Refuse at) {
      Sender meter = around.meters.get(at.meter());
      OutageLog.Open refused = outages.begin(Kind.REFUSED, meter.meter());
      meter.refuse(true);
      pass(lasts);
      refused.end();
      meter.refuse(false);
    } else if (fault instanceof Fault.Forge) {
      Sender meter = around.meters.stream().filter(Sender::authenticated).findFirst().orElseThrow();
      OutageLog.Open forged = outages.begin(Kind.FORGED, meter.meter());
      meter.forgeNext();
      forged.end();
    } else if (fault instanceof Fault.CounterReset) {
      counterReset(lasts);
    }
  }

  /** Until a person decides, the counter waits, and the gateway is not well. */
  private void counterReset(Duration lasts) throws Exception {
    Sender meter =
        around.meters.stream()
            .filter(one -> one.meter().equals(Meters.RESET))
            .findFirst()
            .orElseThrow();
    OutageLog.Open undecided = outages.begin(Kind.UNDECIDED, meter.meter());
    meter.resetCounters();
    pass(lasts.plusSeconds(3));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    long asked = System.nanoTime();
    while (program.command("meter-change", meter.meter(), "--new-series") != 0) {
      if (System.nanoTime() > end) {
        break; // there is nothing to decide where the counter was delivered: the comparison says so
      }
      pass(Duration.ofMillis(500)); // the gateway may just be down
      asked = System.nanoTime();
    }
    undecided.endAt(asked);
  }

  private void ofServer(Fault.OfServer fault, Duration lasts) throws Exception {
    if (fault instanceof Fault.ServerCloses) {
      OutageLog.Open closing = outages.begin(Kind.CLOSING, "");
      around.http.closeAfterAnswers(true);
      pass(lasts);
      around.http.closeAfterAnswers(false);
      closing.end();
    } else if (fault instanceof Fault.ServerDown to) {
      Gate gate = gate(to.server());
      OutageLog.Open down = outages.begin(Kind.SERVER, place(to.server()).name());
      gate.shut(true);
      pass(lasts);
      gate.shut(false);
      down.endAt(System.nanoTime() + ON_THE_WAY);
    } else if (fault instanceof Fault.ServerCut to) {
      OutageLog.Open cut = outages.begin(Kind.SERVER, place(to.server()).name());
      gate(to.server()).cut();
      cut.endAt(System.nanoTime() + ON_THE_WAY);
    } else if (fault instanceof Fault.ServerHangs to) {
      Gate gate = gate(to.server());
      OutageLog.Open hangs = outages.begin(Kind.SERVER, place(to.server()).name());
      gate.clog(true);
      pass(lasts);
      gate.clog(false);
      hangs.endAt(System.nanoTime() + ON_THE_WAY);
    }
  }

  private Place place(int server) {
    return List.copyOf(around.gates().keySet()).get(server);
  }

  private Gate gate(int server) {
    return around.gates().get(place(server));
  }
}
