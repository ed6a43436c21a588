// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.meter.Meters;
import org.metergate.faultrun.meter.Sender;
import org.metergate.faultrun.observe.BrokerLog;
import org.metergate.faultrun.observe.DatagramLog;
import org.metergate.faultrun.observe.Gate;
import org.metergate.faultrun.observe.HttpReceivers;
import org.metergate.faultrun.observe.SightingLog;
import org.metergate.testing.FreePorts;

/** Everything around the gateway: meters, servers, disk, and the configuration that names them. */
final class Surroundings implements AutoCloseable {
  /** What the configuration sets; a power cut may cost what came since the last sync. */
  static final int SYNC_SECONDS = 1;

  final Path folder;
  final List<Sender> meters;
  final SightingLog log;
  final BrokerLog broker;
  final HttpReceivers http;
  final DatagramLog datagrams;
  final JournalDisk disk;
  final int page = FreePorts.take();

  /** Starts the servers and switches on the meters, which do not send yet. */
  Surroundings(Path folder, long seed) throws Exception {
    this.folder = folder;
    Files.createDirectories(folder.resolve("drivers"));
    meters = Meters.create(seed, Instant.now());
    log = new SightingLog(names());
    broker = new BrokerLog(Files.createDirectories(folder.resolve("broker")), log);
    http = new HttpReceivers(log);
    datagrams = new DatagramLog(log);
    disk = new JournalDisk(folder);
  }

  Set<String> names() {
    return meters.stream().map(Sender::meter).collect(Collectors.toSet());
  }

  Path csv() {
    return folder.resolve("csv");
  }

  Path configuration() {
    return folder.resolve("gateway.yaml");
  }

  /** The gates to the servers, by the place that is behind each, in a fixed order. */
  Map<Place, Gate> gates() {
    Map<Place, Gate> gates = new LinkedHashMap<>();
    gates.put(Place.MQTT, broker.gate());
    gates.put(Place.INFLUX, http.influx());
    gates.put(Place.POST, http.post());
    return gates;
  }

  /**
   * Writes the configuration.
   *
   * @param more further lines below {@code outputs:}.
   */
  void write(String more) throws IOException {
    StringBuilder text = new StringBuilder("gateway: { name: faults }\nmeters:\n");
    for (Sender meter : meters) {
      text.append("  " + meter.meter() + ":\n    driver: " + meter.driver() + "\n");
      text.append("    link: \"tcp:127.0.0.1:" + meter.port() + "\"\n");
      if (!meter.driverOptions().isEmpty()) {
        text.append("    options:\n");
        meter
            .driverOptions()
            .forEach((name, value) -> text.append("      " + name + ": \"" + value + "\"\n"));
      }
    }
    text.append("journal: { path: \"" + disk.journal() + "\", sync: " + SYNC_SECONDS + "s }\n");
    text.append("web: { listen: \"127.0.0.1:" + page + "\" }\n");
    text.append("outputs:\n");
    text.append("  mqtt: { type: mqtt, url: \"mqtt://127.0.0.1:" + port(Place.MQTT) + "\" }\n");
    text.append("  influx: { type: influxdb, server: influxdb-1, database: metergate, ");
    text.append("url: \"http://127.0.0.1:" + port(Place.INFLUX) + "\" }\n");
    text.append("  post: { type: http, url: \"http://127.0.0.1:" + port(Place.POST) + "/in\" }\n");
    text.append("  udp: { type: udp, to: \"127.0.0.1:" + datagrams.port() + "\" }\n");
    text.append("  csv: { type: csv, folder: \"" + csv() + "\" }\n");
    Files.writeString(configuration(), text.append(more));
    Files.setPosixFilePermissions(configuration(), PosixFilePermissions.fromString("rw-------"));
  }

  private int port(Place place) {
    return gates().get(place).port();
  }

  @Override
  public void close() throws IOException {
    for (Sender meter : meters) {
      meter.close();
    }
    broker.close();
    http.close();
    datagrams.close();
    disk.close();
  }
}
