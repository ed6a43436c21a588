// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.metergate.config.GatewayConfig;
import org.metergate.journal.Journal;
import org.metergate.journal.StoredReading;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputRunner;
import org.metergate.output.OutputTypes;
import org.metergate.output.csv.CsvOutputType;
import org.metergate.output.influxdb.InfluxOutputType;
import org.metergate.output.mqtt.MqttOutputType;
import org.metergate.output.post.PostOutputType;
import org.metergate.output.udp.UdpOutputType;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.Await;
import org.metergate.testing.JsonTree;
import org.metergate.testing.MqttSubscriber;
import org.metergate.time.VirtualTime;

/**
 * One output of every type on one journal, each with a real receiver: files, an HTTP server, a UDP
 * socket and, where there is a broker, a subscriber.
 */
final class EveryOutput implements AutoCloseable {
  private final Path csv;
  private final AnsweringServer server = new AnsweringServer();
  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final Optional<MqttSubscriber> subscriber;
  private final List<OutputRunner> runners = new ArrayList<>();
  private final List<Map<String, Object>> datagrams = new ArrayList<>();
  private final Map<String, String> published = new LinkedHashMap<>();
  private int datagramsWanted;

  /**
   * Creates the outputs.
   *
   * @param settings keys that all outputs get besides, for example {@code units: home}.
   * @param broker the port of a broker, if there is one.
   */
  EveryOutput(Path folder, Journal journal, VirtualTime time, String settings, OptionalInt broker)
      throws Exception {
    csv = folder.resolve("csv");
    socket.setSoTimeout(10_000);
    subscriber =
        broker.isPresent() ? Optional.of(new MqttSubscriber(broker.getAsInt())) : Optional.empty();
    StringBuilder text =
        new StringBuilder("meters: { meter: { driver: d, link: \"tcp:h:1\" } }\noutputs:\n");
    add(text, "files", "type: csv, folder: csv", settings);
    add(
        text,
        "influx",
        "type: influxdb, server: influxdb-1, database: d, url: \"" + server.url() + "/influx\"",
        settings);
    add(text, "hook", "type: http, url: \"" + server.url() + "/hook\"", settings);
    add(text, "lan", "type: udp, to: \"127.0.0.1:" + socket.getLocalPort() + "\"", settings);
    if (broker.isPresent()) {
      String url = "type: mqtt, url: \"mqtt://127.0.0.1:" + broker.getAsInt() + "\"";
      add(text, "broker", url, settings);
    }
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, text);
    OutputContext context =
        new OutputContext("attic", meter -> Duration.ofHours(1), time, ZoneOffset.UTC);
    OutputTypes types =
        new OutputTypes(
            List.of(
                new CsvOutputType(),
                new InfluxOutputType(),
                new PostOutputType(),
                new UdpOutputType(),
                new MqttOutputType()));
    for (Output output : types.create(GatewayConfig.load(file).outputs(), context)) {
      OutputRunner runner = new OutputRunner(output, journal, time, (name, finding, change) -> {});
      runner.step(); // finds its cursor: what was stored before is not delivered
      runners.add(runner);
    }
  }

  private static void add(StringBuilder text, String name, String keys, String settings) {
    text.append("  ").append(name).append(": { ").append(keys);
    text.append(settings.isEmpty() ? "" : ", ").append(settings).append(" }\n");
  }

  /** Delivers what waits, to all receivers. */
  void deliver(int readings) throws Exception {
    for (OutputRunner runner : runners) {
      Await.until(
          "all is delivered",
          Duration.ofSeconds(30),
          () -> {
            while (runner.step().isZero()) {
              continue;
            }
            return runner.health().queued() == 0 && runner.health().fault().isEmpty();
          });
    }
    datagramsWanted += readings;
    while (datagrams.size() < datagramsWanted) {
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      socket.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      datagrams.add(JsonTree.object(text));
    }
    if (subscriber.isPresent()) {
      for (int i = 0; i < readings; i++) {
        MqttSubscriber.Message state =
            subscriber
                .get()
                .next(message -> message.topic().endsWith("/state") && !isBridge(message));
        published.put(state.topic() + " " + seq(state.payload()), state.payload());
      }
    }
  }

  private static boolean isBridge(MqttSubscriber.Message message) {
    return message.topic().contains("/bridge/");
  }

  private static Object seq(String json) {
    return JsonTree.object(json).get("seq");
  }

  /** Returns the numbers of a reading as each receiver got them, by the name of the output. */
  Map<String, CarriedValues> carried(StoredReading stored) throws Exception {
    String meter = stored.reading().meter().displayName();
    Map<String, CarriedValues> all = new LinkedHashMap<>();
    List<CarriedValues> hooks = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (AnsweringServer.Request request : server.requests()) {
      if (request.address().startsWith("/influx")) {
        lines.append(request.body());
      } else if (request.header("Metergate-meter").equals(meter)) {
        CarriedValues.ofJson(request.body(), stored.id()).ifPresent(hooks::add);
      }
    }
    all.put("http", hooks.get(0));
    all.put("influxdb", CarriedValues.ofLines(lines.toString(), meter, stored));
    all.put("csv", csv(meter, stored.id()));
    for (Map<String, Object> datagram : datagrams) {
      if (datagram.get("meter").equals(meter)) {
        CarriedValues.ofJson(datagram, stored.id()).ifPresent(values -> all.put("udp", values));
      }
    }
    String topic = "metergate/attic/" + meter + "/state " + stored.id();
    if (published.containsKey(topic)) {
      CarriedValues.ofJson(published.get(topic), stored.id())
          .ifPresent(values -> all.put("mqtt", values));
    }
    return all;
  }

  /**
   * Returns all files and all lines that were sent to the database, with carriage returns shown.
   */
  String written() throws Exception {
    StringBuilder all = new StringBuilder();
    for (AnsweringServer.Request request : server.requests()) {
      if (request.address().startsWith("/influx")) {
        all.append("== ").append(request.address()).append('\n').append(request.body());
      }
    }
    try (Stream<Path> files = Files.walk(csv)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append("== ").append(csv.relativize(file)).append('\n');
        all.append(Files.readString(file).replace("\r", "\\r"));
      }
    }
    return all.toString();
  }

  private CarriedValues csv(String meter, long id) throws Exception {
    try (Stream<Path> files = Files.list(csv.resolve(meter))) {
      for (Path file : files.sorted().toList()) {
        Optional<CarriedValues> found = CarriedValues.ofCsv(Files.readString(file), id);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw new AssertionError("reading " + id + " is in no file of " + meter);
  }

  @Override
  public void close() throws MqttException {
    runners.forEach(OutputRunner::close);
    server.close();
    socket.close();
    if (subscriber.isPresent()) {
      subscriber.get().close();
    }
  }
}
