// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.cause;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found on a wire, or why nothing was. The sentences of each are in the message bundle,
 * see {@link CauseMessages}; each comment here ends with the parameters of the sentences. All
 * causes may have {@code link}, and after listening {@code seconds}, {@code settings} and {@code
 * bytes}.
 */
public enum Cause {
  /** A driver recognised its meter: {@code title}, {@code identifier}. */
  METER(Group.RECOGNISED),
  /**
   * A driver recognised its meter, which encrypts: {@code title}, {@code identifier}, {@code
   * missing}.
   */
  METER_WITHOUT_KEYS(Group.RECOGNISED),
  /**
   * A driver recognised its meter at settings that it does not use: {@code title}, {@code usual}.
   */
  METER_AT_OTHER_SETTINGS(Group.RECOGNISED),
  /**
   * Answers of which none is whole, to the questions of a driver whose lines many meters share:
   * {@code title}, {@code driver}.
   */
  SEVERAL_METERS(Group.OTHER_SENDER),
  /** Frames of the wired M-Bus, which no driver reads. */
  WIRED_MBUS(Group.OTHER_SENDER),
  /** A readout of IEC 62056-21, which no driver reads: {@code identification}. */
  IEC_62056_21(Group.OTHER_SENDER),
  /** HDLC frames with a good checksum that no driver reads. */
  OTHER_PUSH(Group.OTHER_SENDER),
  /** The console of a Linux computer: {@code sample}. */
  CONSOLE(Group.OTHER_SENDER),
  /** Text that is no telegram: {@code sample}. */
  OTHER_TEXT(Group.OTHER_SENDER),
  /** The negotiation of telnet instead of the meter's bytes. */
  TELNET(Group.OTHER_SENDER),
  /** What was sent came back, and nothing else. */
  OWN_ECHO(Group.OTHER_SENDER),
  /** Requests to a meter arrive, but no answers: {@code requests}. */
  REQUESTS_ONLY(Group.OTHER_SENDER),
  /** The line is inverted: {@code baud}. */
  INVERTED(Group.LINE),
  /** The polarity is right, but no frame is whole or known: {@code baud}. */
  DAMAGED(Group.LINE),
  /**
   * The line is set to another speed than the meter's, and cannot be set from here: {@code factor}.
   */
  WRONG_SPEED(Group.LINE),
  /** The line is set to another parity than the meter's, and cannot be set from here. */
  WRONG_PARITY(Group.LINE),
  /** Bytes without pause, in the rhythm of the mains: {@code hertz}. */
  HUM(Group.LINE),
  /** Bytes without order. */
  NOISE(Group.LINE),
  /** More bytes than any meter sends. */
  FLOOD(Group.LINE),
  /** Single bytes now and then. */
  SPIKES(Group.LINE),
  /** The line rests low, as without power or with two wires exchanged. */
  STUCK_LOW(Group.LINE),
  /** Something arrives, but it is not certain what. */
  UNCLEAR(Group.LINE),
  /** Nothing arrives; the causes of the group {@link Group#SILENCE} are possible. */
  SILENCE(Group.LINE),
  /** The push of the meter's port is switched off. */
  PUSH_OFF(Group.SILENCE),
  /** The meter answers who it is, but gives no values: it is set up for modules that ask. */
  PULL_MODE(Group.SILENCE),
  /** The meter's port no longer works until the meter is without power once. */
  PORT_HUNG(Group.SILENCE),
  /** The wire is on another pin, or has no common ground. */
  WRONG_PIN(Group.SILENCE),
  /** A P1 port whose request line is not at 5 V, or which needs 5 V from outside. */
  NOT_REQUESTED(Group.SILENCE),
  /** Two wires that carry pulses or the wired M-Bus. */
  PULSE_OR_MBUS_WIRES(Group.SILENCE),
  /** An optical head that is not on its place. */
  OPTICAL_HEAD_OFF(Group.SILENCE),
  /** The port cannot be opened: {@code reason} (sentences). */
  PORT_CLOSED(Group.PORT),
  /** The running gateway has the port: {@code meter}. */
  HELD_BY_GATEWAY(Group.PORT),
  /** The port vanished while it was listened to: {@code reason} (sentences). */
  PORT_LOST(Group.PORT),
  /** A recording ended before anything was certain. */
  END_OF_RECORDING(Group.PORT),
  /** Pulses: {@code width} and {@code period} in milliseconds, {@code pulses}. */
  PULSES(Group.CONTACT),
  /** A contact that bounces: {@code shortest} in milliseconds, {@code pulses}. */
  BOUNCING(Group.CONTACT),
  /** A contact that stays open. */
  CONTACT_OPEN(Group.CONTACT),
  /** A contact that stays closed. */
  CONTACT_CLOSED(Group.CONTACT);

  /** What a cause is about; the order of the pages that list them. */
  public enum Group {
    /** A meter that is read. */
    RECOGNISED,
    /** Something that sends, but is not read. */
    OTHER_SENDER,
    /** The wire between the two. */
    LINE,
    /** Why nothing comes. */
    SILENCE,
    /** The port of this computer. */
    PORT,
    /** A contact with pulses. */
    CONTACT
  }

  private final Group group;

  Cause(Group group) {
    this.group = group;
  }

  /**
   * Returns what it is about.
   *
   * @return the group.
   */
  public Group group() {
    return group;
  }

  /**
   * Returns the name in messages and in JSON.
   *
   * @return lower-case words joined by dashes.
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds a cause by its name in JSON.
   *
   * @param id as {@link #id()} returns it.
   * @return the cause, or empty for any other text.
   */
  public static Optional<Cause> of(String id) {
    return Arrays.stream(values()).filter(cause -> cause.id().equals(id)).findFirst();
  }
}
