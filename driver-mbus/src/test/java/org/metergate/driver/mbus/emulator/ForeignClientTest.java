// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.driver.mbus.telegram.Content;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Function;
import org.metergate.testing.JsonTree;
import org.metergate.testing.NodePackages;
import org.metergate.time.VirtualTime;

/**
 * A reader of others, node-mbus from npm with libmbus in it, asks the sixty meters of an emulated
 * bus for their values by primary address, and one of each kind by secondary address: they are
 * those that this driver decodes.
 */
@Tag("client")
@Timeout(600)
class ForeignClientTest {
  private static final int METERS = 60;

  /** In one run of the script: libmbus waits for more after each answer. */
  private static final int AT_ONCE = 20;

  private static final String READ =
      """
      import MbusMaster from 'node-mbus';
      const master = new MbusMaster({ host: '127.0.0.1', port: Number(process.argv[2]), timeout: 300 });
      master.connect();
      const all = [];
      for (const address of process.argv.slice(3)) {
        const read = /^\\d{1,3}$/.test(address) ? Number(address) : address;
        all.push(await master.getDataAsync(read, { pingFirst: false }));
      }
      master.close();
      console.log(JSON.stringify({ all }));
      """;

  private static final String SEARCH =
      """
      import MbusMaster from 'node-mbus';
      const master = new MbusMaster({ host: '127.0.0.1', port: Number(process.argv[2]), timeout: 60 });
      master.connect();
      console.log(JSON.stringify({ all: await master.scanSecondaryAsync() }));
      master.close();
      """;

  /** What libmbus calls the units, and what a step of its number is. */
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("Energy (kWh)", "1000 Wh"),
          Map.entry("Volume (m m^3)", "0.001 m3"),
          Map.entry("Volume (1e-2  m^3)", "0.01 m3"),
          Map.entry("Volume (1e-1  m^3)", "0.1 m3"),
          Map.entry("Volume flow (m m^3/h)", "0.001 m3/h"),
          Map.entry("Flow temperature (1e-2 deg C)", "0.01 degC"),
          Map.entry("Flow temperature (deg C)", "1 degC"),
          Map.entry("Return temperature (1e-2 deg C)", "0.01 degC"),
          Map.entry("Temperature Difference (1e-2  deg C)", "0.01 K"),
          Map.entry("External temperature ( deg C)", "1 degC"),
          Map.entry("Power (100 W)", "100 W"),
          Map.entry("Power (W)", "1 W"),
          Map.entry("On time (hours)", "1 h"),
          Map.entry("Operating time (minutes)", "1 min"),
          Map.entry("Fabrication number", "1 "),
          Map.entry("Manufacturer specific", "1 "));

  private static final Map<String, Function> FUNCTIONS =
      Map.of(
          "Instantaneous value", Function.INSTANTANEOUS,
          "Maximum value", Function.MAXIMUM,
          "Minimum value", Function.MINIMUM,
          "Value during error state", Function.ERROR);

  @Test
  void readsTheSameValuesOfSixtyMeters() throws Exception {
    NodePackages node = NodePackages.install("node-mbus", "2.2.6");
    node.compile("node-mbus", "build/Release/mbus.node");
    VirtualTime time = new VirtualTime(Instant.parse("2026-01-15T12:00:00Z"));
    MbusEmulatorProvider emulator = new MbusEmulatorProvider();
    var options = TestBus.options("meters=" + METERS, "model=mixed");
    TestBus own = new TestBus("meters=" + METERS, "model=mixed");
    try (UnpacedPort port = new UnpacedPort(emulator.create(options, time), time)) {
      for (int first = 1; first <= METERS; first += AT_ONCE) {
        List<Integer> addresses = IntStream.range(first, first + AT_ONCE).boxed().toList();
        compare(own, addresses, read(node, port, addresses.stream().map(String::valueOf)));
      }
      List<Integer> some = List.of(1, 7, 13, 19, 60);
      Stream<String> secondary =
          some.stream().map(i -> String.format("%08dFFFFFFFF", 72_000_000 + i));
      compare(own, some, read(node, port, secondary));
    }
  }

  /** With a selection for each of ten digits until a meter is alone, two at one primary address. */
  @Test
  void findsTheMetersByTheirSecondaryAddresses() throws Exception {
    NodePackages node = NodePackages.install("node-mbus", "2.2.6");
    node.compile("node-mbus", "build/Release/mbus.node");
    VirtualTime time = new VirtualTime(Instant.parse("2026-01-15T12:00:00Z"));
    var options = TestBus.options("meters=3", "model=mixed", "same-address=2", "number=19999999");
    try (UnpacedPort port =
        new UnpacedPort(new MbusEmulatorProvider().create(options, time), time)) {
      String said = node.script(SEARCH, String.valueOf(port.port()));
      assertTrue(said.startsWith("{"), said);
      assertEquals(
          List.of("199999992D2C3504", "200000002D2C3404", "200000012D2C4004"),
          JsonTree.object(said).get("all"));
    }
  }

  private static List<Map<String, Object>> read(
      NodePackages node, UnpacedPort port, Stream<String> addresses) throws Exception {
    Stream<String> arguments = Stream.concat(Stream.of(String.valueOf(port.port())), addresses);
    String said = node.script(READ, arguments.toArray(String[]::new));
    assertTrue(said.startsWith("{"), said);
    return maps(JsonTree.object(said).get("all"));
  }

  private static void compare(
      TestBus own, List<Integer> addresses, List<Map<String, Object>> theirs) {
    assertEquals(addresses.size(), theirs.size());
    for (int i = 0; i < addresses.size(); i++) {
      compare(own, addresses.get(i), theirs.get(i));
    }
  }

  private static void compare(TestBus own, int address, Map<String, Object> theirs) {
    List<DataRecord> records = own.read(address).records();
    Map<String, Object> meter = map(theirs.get("SlaveInformation"));
    assertEquals(new BigDecimal(72_000_000 + address), number(meter.get("Id")));
    assertEquals("KAM", meter.get("Manufacturer"));
    List<Map<String, Object>> read = maps(theirs.get("DataRecord"));
    read.removeIf(one -> one.get("Function").equals("Manufacturer specific"));
    assertEquals(records.size(), read.size(), address + ": " + read);
    for (int i = 0; i < read.size(); i++) {
      compare(records.get(i), read.get(i));
    }
  }

  private static void compare(DataRecord ours, Map<String, Object> theirs) {
    String both = ours + " and " + theirs;
    assertEquals(FUNCTIONS.get(theirs.get("Function")), ours.function(), both);
    assertEquals(ours.storage(), whole(theirs.get("StorageNumber")), both);
    assertEquals(ours.tariff(), whole(theirs.get("Tariff")), both);
    assertEquals(ours.subunit(), whole(theirs.get("Device")), both);
    String unit = String.valueOf(theirs.get("Unit"));
    String value = String.valueOf(theirs.get("Value"));
    if (ours.content() instanceof Content.Day day) {
      assertEquals("Time Point (date)", unit, both);
      assertEquals(day.date().toString(), value, both);
    } else if (ours.content() instanceof Content.Moment moment) {
      assertEquals("Time Point (time & date)", unit, both);
      assertEquals(moment.time() + ":00", value, both);
    } else {
      String[] step = UNITS.getOrDefault(unit, "").split(" ", -1);
      assertEquals(2, step.length, both);
      assertEquals(ours.vif().unit(), step[1], both);
      BigDecimal number = assertInstanceOf(Content.Number.class, ours.content(), both).value();
      BigDecimal theirNumber = new BigDecimal(value).multiply(new BigDecimal(step[0]));
      assertEquals(0, number.compareTo(theirNumber), both);
    }
  }

  private static long whole(Object number) {
    return number == null ? 0 : number(number).longValueExact();
  }

  private static BigDecimal number(Object number) {
    return new BigDecimal(number.toString());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object part) {
    return (Map<String, Object>) part;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Object part) {
    return (List<Map<String, Object>>) part;
  }
}
