// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What is sent on one interface, and when: three questions whether the names are free, then the
 * records twice, then answers. Answers to all are at least a second apart, those to one sender are
 * counted out, so that nobody can make this machine busy or talkative. One thread; the clock is
 * passed in.
 */
final class InterfaceResponder {
  /** The port of multicast DNS. */
  static final int PORT = 5353;

  private static final int PROBES = 3;
  private static final int ANNOUNCEMENTS = 2;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long PROBE_GAP = Duration.ofMillis(250).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long RECENT = SECOND * ServiceRecords.HOST_TTL / 4;
  private static final int SHORTEST_DELAY = 20;
  private static final int LONGEST_DELAY = 120;
  private static final long LEGACY_TTL = 10;
  private static final int UNICASTS_A_SECOND = 20;

  private final List<Claim> claims;
  private final List<InetAddress> addresses;
  private final Set<InetAddress> machine;
  private final Predicate<InetAddress> admits;
  private final Wire wire;
  private final RandomGenerator random;
  private final Runnable renamed;
  private List<ServiceRecords> services = List.of();
  private int probes;
  private int announcements;
  private long nextStep;
  private final Set<Record> pending = new LinkedHashSet<>();
  private long pendingDue = NEVER;
  private long lastToAll;
  private boolean everToAll;
  private long unicastSecond;
  private int unicasts;

  /**
   * Prepares; nothing is sent before {@link #restart}.
   *
   * @param claims the services and their names, shared by all interfaces.
   * @param addresses at which they are reached on this interface, at least one.
   * @param machine all addresses of this machine.
   * @param admits whose questions and objections count.
   * @param wire of the interface.
   * @param random delays answers.
   * @param renamed called when a claim has taken another name: all interfaces restart.
   */
  InterfaceResponder(
      List<Claim> claims,
      List<InetAddress> addresses,
      Set<InetAddress> machine,
      Predicate<InetAddress> admits,
      Wire wire,
      RandomGenerator random,
      Runnable renamed) {
    this.claims = claims;
    this.addresses = addresses;
    this.machine = machine;
    this.admits = admits;
    this.wire = wire;
    this.random = random;
    this.renamed = renamed;
  }

  /**
   * Asks for the names anew.
   *
   * @param now of a steady clock, in nanoseconds; so everywhere here.
   * @param wait how long nothing is said, in nanoseconds.
   */
  void restart(long now, long wait) {
    services = claims.stream().map(claim -> new ServiceRecords(claim, addresses)).toList();
    probes = 0;
    announcements = 0;
    pending.clear();
    pendingDue = NEVER;
    nextStep = now + wait + random.nextLong(PROBE_GAP);
  }

  /** Returns how long until {@link #advance} has something to do; negative when it is late. */
  long left(long now) {
    long step = nextStep == NEVER ? NEVER : nextStep - now;
    long answer = pendingDue == NEVER ? NEVER : pendingDue - now;
    return Math.min(step, answer);
  }

  /** Sends what is due. */
  void advance(long now) {
    if (nextStep != NEVER && nextStep - now <= 0) {
      step(now);
    }
    if (pendingDue != NEVER && pendingDue - now <= 0) {
      List<Record> due = List.copyOf(pending);
      pending.clear();
      pendingDue = NEVER;
      toAll(due, now);
    }
  }

  private void step(long now) {
    if (probes < PROBES) {
      probes++;
      wire.toAll(probe().toWire());
      nextStep = now + PROBE_GAP;
    } else {
      announcements++;
      toAll(everything(), now);
      nextStep = announcements < ANNOUNCEMENTS ? now + SECOND : NEVER;
    }
  }

  /** Returns the questions whether the names are free, with what is claimed. */
  private Message probe() {
    Message message = new Message();
    message.setHeader(new Header(0));
    for (ServiceRecords service : services) {
      for (Name name : service.unique()) {
        message.addRecord(
            Record.newRecord(name, Type.ANY, DClass.IN | ServiceRecords.FLUSH), Section.QUESTION);
        service.contested(name).stream()
            .map(record -> ServiceRecords.with(record, DClass.IN, record.getTTL()))
            .forEach(record -> message.addRecord(record, Section.AUTHORITY));
      }
    }
    return message;
  }

  private List<Record> everything() {
    return services.stream().flatMap(service -> service.all().stream()).toList();
  }

  private void toAll(Collection<Record> records, long now) {
    lastToAll = now;
    everToAll = true;
    wire.toAll(answer(records).toWire());
  }

  private static Message answer(Collection<Record> records) {
    Message message = new Message();
    Header header = new Header(0);
    header.setFlag(Flags.QR);
    header.setFlag(Flags.AA);
    message.setHeader(header);
    records.forEach(record -> message.addRecord(record, Section.ANSWER));
    return message;
  }

  /** Says that nothing of this is to be found any more, if it was ever announced. */
  void sayGoodbye() {
    if (announcements > 0) {
      wire.toAll(
          answer(
                  everything().stream()
                      .map(it -> ServiceRecords.with(it, it.getDClass(), 0))
                      .toList())
              .toWire());
    }
  }

  /**
   * Takes what somebody sent to all; anything else than a message of multicast DNS is ignored.
   *
   * @param datagram whole.
   * @param from whoever sent it, perhaps this machine.
   */
  void receive(byte[] datagram, InetSocketAddress from, long now) {
    if (!admits.test(from.getAddress()) && !machine.contains(from.getAddress())) {
      return;
    }
    Optional<Message> message = parse(datagram);
    if (message.isEmpty() || message.get().getHeader().getOpcode() != Opcode.QUERY) {
      return;
    }
    if (message.get().getHeader().getFlag(Flags.QR)) {
      if (from.getPort() == PORT) {
        object(message.get());
      }
    } else {
      asked(message.get(), from, now);
    }
  }

  private static Optional<Message> parse(byte[] datagram) {
    try {
      return Optional.of(new Message(datagram));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // anybody can send anything
    }
  }

  /** Looks whether somebody else has one of the names. */
  private void object(Message answer) {
    for (int i = 0; i < services.size(); i++) {
      ServiceRecords service = services.get(i);
      for (int section : new int[] {Section.ANSWER, Section.ADDITIONAL}) {
        if (answer.getSection(section).stream()
            .anyMatch(record -> service.isContestedBy(record, machine))) {
          rename(i);
          return;
        }
      }
    }
  }

  private void rename(int service) {
    claims.get(service).next();
    renamed.run();
  }

  private void asked(Message query, InetSocketAddress from, long now) {
    List<Record> proposed = query.getSection(Section.AUTHORITY);
    if (probes > 0 && announcements == 0 && !proposed.isEmpty()) {
      for (int i = 0; i < services.size(); i++) {
        if (services.get(i).losesTo(proposed, machine)) {
          rename(i);
          return;
        }
      }
    }
    if (announcements == 0) {
      return; // the names are not ours yet
    }
    boolean legacy = from.getPort() != PORT;
    Set<Record> aside = new LinkedHashSet<>();
    Set<Record> toAll = new LinkedHashSet<>();
    for (Record question : query.getSection(Section.QUESTION)) {
      boolean recent = everToAll && now - lastToAll < RECENT;
      boolean wantsAside = (question.getDClass() & ServiceRecords.FLUSH) != 0 && recent;
      for (ServiceRecords service : services) {
        List<Record> answers = service.answers(question, query.getSection(Section.ANSWER));
        (legacy || wantsAside ? aside : toAll).addAll(answers);
      }
    }
    if (!aside.isEmpty() && mayAnswerOne(now)) {
      wire.to(from, (legacy ? legacy(query, aside) : answer(aside)).toWire());
    }
    if (!toAll.isEmpty()) {
      later(toAll, !proposed.isEmpty(), now);
    }
  }

  /** Answers to all within a moment: others may ask the same, and others may answer as well. */
  private void later(Set<Record> records, boolean urgent, long now) {
    pending.addAll(records);
    long delay = urgent ? 0 : random.nextLong(SHORTEST_DELAY, LONGEST_DELAY) * 1_000_000;
    long due = now + delay;
    if (everToAll) {
      long earliest = lastToAll + (urgent ? PROBE_GAP : SECOND);
      due = due - earliest < 0 ? earliest : due;
    }
    if (pendingDue == NEVER || due - pendingDue < 0) {
      pendingDue = due;
    }
  }

  private boolean mayAnswerOne(long now) {
    if (now - unicastSecond >= SECOND) {
      unicastSecond = now;
      unicasts = 0;
    }
    return unicasts++ < UNICASTS_A_SECOND;
  }

  /** Returns an answer for an ordinary name resolver (RFC 6762, section 6.7). */
  private static Message legacy(Message query, Collection<Record> records) {
    Message message = new Message();
    Header header = new Header(query.getHeader().getID());
    header.setFlag(Flags.QR);
    header.setFlag(Flags.AA);
    message.setHeader(header);
    query.getSection(Section.QUESTION).stream()
        .limit(1)
        .forEach(question -> message.addRecord(question, Section.QUESTION));
    records.forEach(
        record ->
            message.addRecord(ServiceRecords.with(record, DClass.IN, LEGACY_TTL), Section.ANSWER));
    return message;
  }
}
