// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** One interface of a machine at 192.168.1.5 that announces two services, on virtual time. */
final class Neighbourhood implements Wire {
  static final InetAddress OWN = address("192.168.1.5");
  static final InetSocketAddress PEER =
      new InetSocketAddress(address("192.168.1.9"), InterfaceResponder.PORT);

  private static final Service METER =
      new Service("_hwenergy._tcp", "p1meter-AABBCC", 8081, List.of("api_enabled=1"), "");
  private static final Service TRACKER =
      new Service("_everhome._tcp", "ecotracker-AABBCC", 8081, List.of("productid=1137"), "ip");

  final List<Message> toAll = new ArrayList<>();
  final List<Message> aside = new ArrayList<>();
  final List<Claim> claims = List.of(new Claim(METER), new Claim(TRACKER));
  final InterfaceResponder responder;
  long now = 5;

  Neighbourhood() {
    responder =
        new InterfaceResponder(
            claims,
            List.of(OWN),
            Set.of(OWN, address("10.0.0.5")),
            from -> from.getHostAddress().startsWith("192.168.1."),
            this,
            new Random(1),
            this::restart);
    restart();
  }

  private void restart() {
    if (responder != null) {
      responder.restart(now, 0);
    }
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Starts with names that are ours, after the two announcements and a quiet hour. */
  static Neighbourhood settled() {
    Neighbourhood one = new Neighbourhood();
    one.responder.restart(one.now, 0);
    one.pass(Duration.ofHours(1));
    one.toAll.clear();
    return one;
  }

  /** Lets time pass, and everything happen that is due in it. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (responder.left(now) <= end - now) {
      now += Math.max(0, responder.left(now));
      responder.advance(now);
    }
    now = end;
  }

  void receive(Message message, InetSocketAddress from) {
    responder.receive(message.toWire(), from, now);
  }

  @Override
  public void toAll(byte[] message) {
    toAll.add(parse(message));
  }

  @Override
  public void to(InetSocketAddress receiver, byte[] message) {
    aside.add(parse(message));
  }

  private static Message parse(byte[] message) {
    try {
      return new Message(message);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The answers of the only message that was sent to all. */
  List<Record> answers() {
    if (toAll.size() != 1) {
      throw new IllegalStateException("not one message: " + toAll);
    }
    return toAll.get(0).getSection(Section.ANSWER);
  }
}
