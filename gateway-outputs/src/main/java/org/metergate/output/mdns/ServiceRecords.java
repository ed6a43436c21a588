// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The records of one service on one interface, and which of them answer a question. All that belong
 * together are answers, none of them is an additional record: a widespread client fails where the
 * TXT record is one. Immutable.
 */
final class ServiceRecords {
  /** The bit of a record's class by which older records of the name are forgotten. */
  static final int FLUSH = 0x8000;

  /** Of what depends on an address, in seconds (RFC 6762, section 10). */
  static final long HOST_TTL = 120;

  private static final long OTHER_TTL = 4500;
  private static final int TYPE_BYTES = 2;
  private static final int CLASS_BYTES = 2;
  private static final Name LOCAL = name("local.");
  private static final Name ALL_TYPES = name("_services._dns-sd._udp.local.");

  private final Name type;
  private final Name instance;
  private final Name host;
  private final Record listed;
  private final Record pointer;
  private final Record place;
  private final Record text;
  private final List<Record> addresses = new ArrayList<>();

  /**
   * Makes the records.
   *
   * @param claim has the name.
   * @param reachable the addresses of the interface at which the service is, at least one.
   */
  ServiceRecords(Claim claim, List<InetAddress> reachable) {
    Service service = claim.service();
    type = name(service.type() + ".local.");
    instance = below(claim.name(), type);
    host = below(claim.name(), LOCAL);
    listed = new PTRRecord(ALL_TYPES, DClass.IN, OTHER_TTL, type);
    pointer = new PTRRecord(type, DClass.IN, OTHER_TTL, instance);
    place = new SRVRecord(instance, DClass.IN | FLUSH, HOST_TTL, 0, 0, service.port(), host);
    List<String> pairs = new ArrayList<>(service.text());
    if (!service.addressKey().isEmpty()) {
      pairs.add(0, service.addressKey() + "=" + reachable.get(0).getHostAddress());
    }
    text = new TXTRecord(instance, DClass.IN | FLUSH, OTHER_TTL, pairs);
    for (InetAddress address : reachable) {
      addresses.add(
          address instanceof Inet4Address
              ? new ARecord(host, DClass.IN | FLUSH, HOST_TTL, address)
              : new AAAARecord(host, DClass.IN | FLUSH, HOST_TTL, address));
    }
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Name below(String label, Name domain) {
    try {
      return Name.fromString(label, domain);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns what is announced: everything of the service. */
  List<Record> all() {
    List<Record> all = new ArrayList<>(List.of(pointer, place, text));
    all.addAll(addresses);
    return all;
  }

  /** Returns the names that nobody else may have. */
  List<Name> unique() {
    return List.of(instance, host);
  }

  /** Returns the records of a unique name that others may contest: where it is. */
  List<Record> contested(Name name) {
    if (name.equals(instance)) {
      return List.of(place);
    }
    return name.equals(host) ? List.copyOf(addresses) : List.of();
  }

  /**
   * Returns what answers a question.
   *
   * @param question its class may have the bit that asks for an answer to the sender alone.
   * @param known what the sender knows already; an answer among it is not repeated.
   * @return nothing where the question is not about this service, or the answer is known.
   */
  List<Record> answers(Record question, Collection<Record> known) {
    int asked = question.getDClass() & ~FLUSH;
    if (asked != DClass.IN && asked != DClass.ANY) {
      return List.of();
    }
    Name name = question.getName();
    List<Record> direct = new ArrayList<>();
    List<Record> belonging = new ArrayList<>();
    if (name.equals(ALL_TYPES)) {
      direct.add(listed);
    } else if (name.equals(type)) {
      direct.add(pointer);
      belonging.addAll(List.of(place, text));
      belonging.addAll(addresses);
    } else if (name.equals(instance)) {
      direct.addAll(List.of(place, text));
      belonging.addAll(addresses);
    } else if (name.equals(host)) {
      direct.addAll(addresses);
    }
    direct.removeIf(record -> !fits(record, question.getType()));
    if (direct.stream().allMatch(own -> known.stream().anyMatch(other -> knows(other, own)))) {
      return List.of();
    }
    if (direct.contains(place) || direct.contains(pointer)) {
      direct.addAll(belonging);
    }
    return direct;
  }

  private static boolean fits(Record record, int asked) {
    return asked == Type.ANY || record.getType() == asked;
  }

  /** Returns whether the sender has a record and will not soon forget it (section 7.1). */
  private static boolean knows(Record known, Record own) {
    return same(own, known) && known.getTTL() >= own.getTTL() / 2;
  }

  /** Returns a record with another class and time to live; names keep their case. */
  static Record with(Record record, int dclass, long ttl) {
    byte[] wire = record.toWire(Section.ANSWER);
    ByteBuffer.wrap(wire)
        .putShort(record.getName().length() + TYPE_BYTES, (short) dclass)
        .putInt(record.getName().length() + TYPE_BYTES + CLASS_BYTES, (int) ttl);
    try {
      return Record.fromWire(wire, Section.ANSWER);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether two records say the same, whatever the bits of their classes are. */
  static boolean same(Record one, Record other) {
    return one.getType() == other.getType()
        && one.getName().equals(other.getName())
        && Arrays.equals(one.rdataToWireCanonical(), other.rdataToWireCanonical());
  }

  /**
   * Returns whether somebody else uses one of the unique names.
   *
   * @param record of an answer.
   * @param machine all addresses of this machine, of whichever interface.
   * @return false for what we may have sent ourselves, on this interface or another.
   */
  boolean isContestedBy(Record record, Set<InetAddress> machine) {
    if ((record.getDClass() & ~FLUSH) != DClass.IN || record.getTTL() == 0) {
      return false;
    }
    if (record instanceof ARecord a) {
      return a.getName().equals(host) && !machine.contains(a.getAddress());
    }
    if (record instanceof AAAARecord aaaa) {
      return aaaa.getName().equals(host) && !machine.contains(aaaa.getAddress());
    }
    return record instanceof SRVRecord && record.getName().equals(instance) && !same(record, place);
  }

  /**
   * Returns whether a name goes to somebody who asks for it at the same time (RFC 6762, section
   * 8.2): to the one whose records come later in the order of their bytes.
   *
   * @param proposed the records that the other one proposes.
   * @param machine all addresses of this machine.
   * @return false if the name is ours, or the other one is this machine itself.
   */
  boolean losesTo(List<Record> proposed, Set<InetAddress> machine) {
    for (Name name : unique()) {
      List<Record> theirs =
          proposed.stream()
              .filter(record -> record.getName().equals(name))
              .filter(record -> fitsContest(record.getType()))
              .toList();
      if (theirs.stream().anyMatch(record -> isContestedBy(record, machine))
          && compare(contested(name), theirs) < 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean fitsContest(int type) {
    return type == Type.A || type == Type.AAAA || type == Type.SRV;
  }

  private static int compare(List<Record> ours, List<Record> theirs) {
    Comparator<Record> order =
        Comparator.comparingInt(Record::getType)
            .thenComparing(Record::rdataToWireCanonical, Arrays::compareUnsigned);
    List<Record> one = ours.stream().sorted(order).toList();
    List<Record> two = theirs.stream().sorted(order).toList();
    for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
      int difference = order.compare(one.get(i), two.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(one.size(), two.size());
  }
}
