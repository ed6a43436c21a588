// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

final class InterfaceResponderTest {
  private static final int QU = 0x8000;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Name METERS = name("_hwenergy._tcp.local.");
  private static final Name METER = name("p1meter-AABBCC._hwenergy._tcp.local.");
  private static final Name HOST = name("p1meter-AABBCC.local.");

  private static Name name(String text) {
    try {
      return Name.fromString(text);
    } catch (org.xbill.DNS.TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Message question(Name name, int type, int dclass, Record... known) {
    Message message = new Message();
    message.setHeader(new Header(0));
    message.addRecord(Record.newRecord(name, type, dclass), Section.QUESTION);
    for (Record record : known) {
      message.addRecord(record, Section.ANSWER);
    }
    return message;
  }

  private static Message answer(Record... records) {
    Message message = new Message();
    message.setHeader(new Header(0));
    message.getHeader().setFlag(Flags.QR);
    for (Record record : records) {
      message.addRecord(record, Section.ANSWER);
    }
    return message;
  }

  private static List<String> types(List<Record> records) {
    return records.stream().map(record -> Type.string(record.getType())).toList();
  }

  @Test
  void asksThreeTimesForItsNamesAndThenAnnouncesThemTwice() {
    Neighbourhood network = new Neighbourhood();
    network.responder.restart(network.now, 0);
    network.pass(Duration.ofSeconds(10));
    assertEquals(
        List.of(false, false, false, true, true),
        network.toAll.stream().map(it -> it.getHeader().getFlag(Flags.QR)).toList());
    Message probe = network.toAll.get(0);
    assertEquals(4, probe.getSection(Section.QUESTION).size());
    assertEquals(List.of("SRV", "A", "SRV", "A"), types(probe.getSection(Section.AUTHORITY)));
    assertEquals(
        List.of("PTR", "SRV", "TXT", "A", "PTR", "SRV", "TXT", "A"),
        types(network.toAll.get(4).getSection(Section.ANSWER)));
  }

  @Test
  void answersWithAllRecordsAndWithoutAdditionalOnes() {
    Neighbourhood network = Neighbourhood.settled();
    network.receive(question(METERS, Type.PTR, DClass.IN), Neighbourhood.PEER);
    network.pass(SECOND);
    assertEquals(List.of("PTR", "SRV", "TXT", "A"), types(network.answers()));
    assertEquals(List.of(), network.toAll.get(0).getSection(Section.ADDITIONAL));
    SRVRecord place = (SRVRecord) network.answers().get(1);
    assertEquals("p1meter-AABBCC.local.", place.getTarget().toString());
    assertEquals(8081, place.getPort());
  }

  @Test
  void answersEachKindOfQuestion() {
    assertEquals(List.of("SRV", "TXT", "A"), asked(METER, Type.ANY));
    assertEquals(
        List.of("SRV", "A"),
        asked(METER, Type.SRV).stream().filter(it -> !it.equals("TXT")).toList());
    assertEquals(List.of("TXT"), asked(METER, Type.TXT));
    assertEquals(List.of("A"), asked(HOST, Type.A));
    assertEquals(List.of("PTR", "PTR"), asked(name("_services._dns-sd._udp.local."), Type.PTR));
    assertEquals(List.of(), asked(HOST, Type.AAAA));
    assertEquals(List.of(), asked(name("_http._tcp.local."), Type.PTR));
    assertEquals(List.of("A"), asked(name("P1METER-aabbcc.LOCAL."), Type.A));
  }

  private static List<String> asked(Name name, int type) {
    Neighbourhood network = Neighbourhood.settled();
    network.receive(question(name, type, DClass.IN), Neighbourhood.PEER);
    network.pass(SECOND);
    return network.toAll.isEmpty() ? List.of() : types(network.answers());
  }

  @Test
  void doesNotRepeatWhatTheSenderKnows() {
    Neighbourhood network = Neighbourhood.settled();
    Record fresh = new PTRRecord(METERS, DClass.IN, 4000, METER);
    network.receive(question(METERS, Type.PTR, DClass.IN, fresh), Neighbourhood.PEER);
    network.pass(SECOND);
    assertEquals(List.of(), network.toAll);
    Record old = new PTRRecord(METERS, DClass.IN, 2000, METER);
    network.receive(question(METERS, Type.PTR, DClass.IN, old), Neighbourhood.PEER);
    network.pass(SECOND);
    assertEquals(4, network.answers().size());
  }

  @Test
  void answersOneSenderAsideAndAllOfThemNowAndThen() {
    Neighbourhood network = Neighbourhood.settled();
    network.receive(question(METERS, Type.PTR, DClass.IN | QU), Neighbourhood.PEER);
    network.pass(SECOND);
    assertEquals(1, network.toAll.size()); // nobody has heard of it for long
    network.receive(question(METERS, Type.PTR, DClass.IN | QU), Neighbourhood.PEER);
    assertEquals(1, network.aside.size());
    network.pass(SECOND);
    assertEquals(1, network.toAll.size());
  }

  @Test
  void answersAnOrdinaryResolverWithItsNumberAndQuestion() {
    Neighbourhood network = Neighbourhood.settled();
    Message question = question(HOST, Type.A, DClass.IN);
    question.getHeader().setID(4711);
    network.receive(question, new InetSocketAddress(Neighbourhood.PEER.getAddress(), 40_000));
    Message answer = network.aside.get(0);
    assertEquals(4711, answer.getHeader().getID());
    assertEquals(1, answer.getSection(Section.QUESTION).size());
    Record record = answer.getSection(Section.ANSWER).get(0);
    assertEquals(DClass.IN, record.getDClass());
    assertTrue(record.getTTL() <= 10);
  }

  @Test
  void isNotTalkativeInAFlood() {
    Neighbourhood network = Neighbourhood.settled();
    for (int i = 0; i < 1000; i++) {
      network.receive(question(METERS, Type.PTR, DClass.IN), Neighbourhood.PEER);
      network.receive(question(METERS, Type.PTR, DClass.IN | QU), Neighbourhood.PEER);
      network.pass(Duration.ofMillis(10));
    }
    assertTrue(network.toAll.size() <= 11, network.toAll.size() + " to all in 10 s");
    assertTrue(network.aside.size() <= 220, network.aside.size() + " aside in 10 s");
  }

  @Test
  void takesTheNextNameWhenAnotherDeviceHasIt() {
    Neighbourhood network = new Neighbourhood();
    network.responder.restart(network.now, 0);
    network.pass(Duration.ofMillis(300));
    network.receive(answer(elsewhere("192.168.1.9")), Neighbourhood.PEER);
    network.pass(Duration.ofSeconds(10));
    assertEquals("p1meter-AABBCC-2", network.claims.get(0).name());
    assertEquals("ecotracker-AABBCC", network.claims.get(1).name());
    String last = network.toAll.get(network.toAll.size() - 1).toString();
    assertTrue(last.contains("p1meter-AABBCC-2.local."), last);
  }

  @Test
  void isNotDisturbedByItsOwnMessagesOnAnotherInterface() {
    Neighbourhood network = new Neighbourhood();
    network.responder.restart(network.now, 0);
    network.pass(Duration.ofMillis(300));
    network.receive(
        answer(elsewhere("10.0.0.5")),
        new InetSocketAddress(Neighbourhood.address("10.0.0.5"), InterfaceResponder.PORT));
    network.toAll.forEach(message -> network.receive(message, Neighbourhood.PEER));
    assertEquals("p1meter-AABBCC", network.claims.get(0).name());
  }

  private static Record elsewhere(String address) {
    return new ARecord(HOST, DClass.IN | QU, 120, Neighbourhood.address(address));
  }

  @Test
  void givesWayToOneWhoAsksAtTheSameTimeOnlyWhereItsRecordsComeLater() {
    assertEquals("p1meter-AABBCC-2", contested("192.168.1.9"));
    assertEquals("p1meter-AABBCC", contested("192.168.1.4"));
  }

  private static String contested(String address) {
    Neighbourhood network = new Neighbourhood();
    network.responder.restart(network.now, 0);
    network.pass(Duration.ofMillis(300));
    Message probe = question(HOST, Type.ANY, DClass.IN | QU);
    probe.addRecord(
        new ARecord(HOST, DClass.IN, 120, Neighbourhood.address(address)), Section.AUTHORITY);
    network.receive(probe, Neighbourhood.PEER);
    return network.claims.get(0).name();
  }

  @Test
  void defendsItsNameAtOnce() {
    Neighbourhood network = Neighbourhood.settled();
    Message probe = question(HOST, Type.ANY, DClass.IN);
    probe.addRecord(elsewhere("192.168.1.9"), Section.AUTHORITY);
    network.receive(probe, Neighbourhood.PEER);
    network.pass(Duration.ofMillis(1));
    assertEquals(List.of("A"), types(network.answers()));
    assertEquals("p1meter-AABBCC", network.claims.get(0).name());
  }

  @Test
  void saysGoodbyeForEverythingItAnnounced() {
    Neighbourhood network = Neighbourhood.settled();
    network.responder.sayGoodbye();
    assertEquals(8, network.answers().size());
    assertTrue(network.answers().stream().allMatch(record -> record.getTTL() == 0));
    assertTrue(network.toAll.get(0).toString().contains("p1meter-AABBCC."), "keeps its case");
    Neighbourhood early = new Neighbourhood();
    early.responder.sayGoodbye();
    assertEquals(List.of(), early.toAll);
  }

  @Test
  void ignoresGarbageAndStrangers() {
    Neighbourhood network = Neighbourhood.settled();
    Random random = new Random(7);
    byte[] good = question(METERS, Type.PTR, DClass.IN).toWire();
    for (int i = 0; i < 4_000; i++) {
      byte[] bytes = i % 2 == 0 ? new byte[random.nextInt(100)] : good.clone();
      for (int flip = 0; flip < (i % 2 == 0 ? bytes.length : 3); flip++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      network.responder.receive(bytes, Neighbourhood.PEER, network.now);
    }
    network.pass(SECOND);
    network.toAll.clear();
    network.pass(SECOND);
    network.receive(
        question(METERS, Type.PTR, DClass.IN),
        new InetSocketAddress(Neighbourhood.address("8.8.8.8"), InterfaceResponder.PORT));
    network.receive(
        answer(elsewhere("192.168.1.9")),
        new InetSocketAddress(Neighbourhood.address("8.8.8.8"), InterfaceResponder.PORT));
    network.pass(SECOND);
    assertEquals(List.of(), network.toAll);
    assertFalse(
        network.claims.stream().map(Claim::name).collect(Collectors.joining()).contains("-2"));
  }
}
